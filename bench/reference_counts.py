"""How much the reference data hold: documents by file, statements by predicate, things by label.

python bench/reference_counts.py [--reference full|names] [--json]
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from graph.ontology import Ontology, shipped_ontology
from graph.ontology.naming import parse_key
from ingest.reference import Which, read_reference, shipped_entries

Counts = Mapping[str, Mapping[str, int]]


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", choices=get_args(Which), default="full")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found = counts(arguments.reference, shipped_ontology())
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for kind, numbers in found.items():
        print(f"{kind}: {sum(numbers.values()):,}")
        for name, number in numbers.items():
            print(f"    {name:24} {number:>6,}")


def counts(which: Literal["full", "names", "none"], ontology: Ontology) -> Counts:
    """Return documents by file, statements by predicate and entries by label, the most frequent first."""
    entries = () if which == "none" else shipped_entries()
    statements = (s for reading in read_reference(which) for s in reading.statements)
    return {
        "documents": _ranked(entry.file for entry in entries),
        "statements": _ranked(statement.predicate for statement in statements),
        "labels": _ranked(parse_key(entry.thing, ontology).label for entry in entries),
    }


def _ranked(names: Iterable[str]) -> dict[str, int]:
    return dict(Counter(names).most_common())


if __name__ == "__main__":
    main()
