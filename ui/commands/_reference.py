"""The reference data that ship: names for judging who is who, and what is background to the rest of a home."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.identity import Aliases
    from graph.record.reader import RecordReader


def shipped_aliases() -> "Aliases":
    """Return the names and keys of all entries that ship. Raises SourceError where one does not hold."""
    from graph.identity import Aliases, NamedThing
    from graph.ontology import shipped_ontology
    from ingest.reference import shipped_entries

    return Aliases.of(
        (NamedThing(thing=e.thing, names=(e.name, *e.names), keys=(*e.keys, *e.former)) for e in shipped_entries()),
        shipped_ontology(),
    )


def background_sources(reader: "RecordReader") -> tuple[str, ...]:
    """Return the source of the reference facts if the home holds them all, else nothing."""
    if reader.meta("setting reference") != "full":
        return ()
    from ingest.reference import SOURCE

    return (SOURCE.name,)
