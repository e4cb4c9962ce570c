"""The reference data that ship, as names for judging who is who."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.identity import Aliases


def shipped_aliases() -> "Aliases":
    """Return the names and keys of all entries that ship. Raises SourceError where one does not hold."""
    from graph.identity import Aliases, NamedThing
    from graph.ontology import shipped_ontology
    from ingest.reference import shipped_entries

    return Aliases.of(
        (NamedThing(thing=e.thing, names=(e.name, *e.names), keys=(*e.keys, *e.former)) for e in shipped_entries()),
        shipped_ontology(),
    )
