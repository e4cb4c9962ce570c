"""What rules say of the record as a whole, brought up to date after it changed: who is who, and what repeats what."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.explore.place import Place
    from graph.identity.ruling import Ruled


def bring_rules(place: "Place") -> "Ruled":
    """Put on record what the rules say of the names of a home, for what changed since this was last done."""
    from graph.identity.ruling import judge_by_rule
    from graph.ontology import shipped_ontology
    from graph.record.store import Record
    from ingest.reference import SOURCE

    with Record(place.record) as record:
        return judge_by_rule(record, place.views / "rules.db", shipped_ontology(), SOURCE.name)


def bring_near_copies(place: "Place") -> int:
    """Put on record which news documents of a home repeat which others; return for how many that changed."""
    from graph.record.store import Record
    from ingest.copies import bring_copies

    with Record(place.record) as record:
        return bring_copies(record, place.views / "copies.db")
