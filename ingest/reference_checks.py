"""Checks over all entries of reference data: names that mean two things, and ends of edges that have no entry.

    python -m ingest.reference_checks

prints what is wrong with the data that ship, one a line, and ends with 1 where anything is.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator

from graph.ontology import Ontology, shipped_ontology
from graph.ontology.naming import normalise_name, parse_key
from ingest.reference_entries import Entry


def clashes(entries: Iterable[Entry], ontology: Ontology) -> list[str]:
    """Return one line for each key or name that two entries of one label claim, sorted."""
    claims: dict[str, dict[str, Entry]] = defaultdict(dict)
    for entry in entries:
        for normal in claimed(entry, ontology):
            claims[normal][entry.thing] = entry
    return [
        f"{normal!r} means {len(found)} things: "
        + "; ".join(f"{e.file} line {e.line} {e.thing}" for e in found.values())
        for normal, found in sorted(claims.items())
        if len(found) > 1
    ]


def claimed(entry: Entry, ontology: Ontology) -> Iterator[str]:
    """Yield the normal forms of all keys of an entry, and of its names with their label."""
    label = parse_key(entry.thing, ontology).label
    for key in (entry.thing, *entry.keys, *entry.former):
        yield parse_key(key, ontology).normal
    for name in (entry.name, *entry.names):
        yield f"{label}:{normalise_name(name)}"


def dangling(entries: Iterable[Entry], ontology: Ontology, schemes: frozenset[str]) -> list[str]:
    """Return one line for each end of an edge that no entry claims, sorted.

    Ends that are bare names count, and those by a key of ``schemes``: a typed key of another scheme may well be of a
    thing without an entry.
    """
    entries = list(entries)
    known = {normal for entry in entries for normal in claimed(entry, ontology)}
    found = set()
    for entry in entries:
        for statement in entry.statements:
            for key in (statement.subject, statement.object or entry.thing):
                parts = parse_key(key, ontology)
                if parts.normal not in known and (parts.scheme is None or parts.scheme in schemes):
                    found.add(f"{entry.file} line {entry.line} {entry.thing}: {statement.predicate} {key} has no entry")
    return sorted(found)


def main() -> int:
    """Print what is wrong with the reference data that ship; return 1 where anything is, else 0."""
    from ingest.reference import shipped_entries

    entries, ontology = shipped_entries(), shipped_ontology()
    wrong = clashes(entries, ontology) + dangling(entries, ontology, frozenset({"iso2", "iso3", "spdx"}))
    print("\n".join(wrong) or f"{len(entries)} entries hold together")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
