"""The statements behind the rows of ``sextant cypher --evidence``."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ui.output import Json, note, one_line, say

if TYPE_CHECKING:
    from graph.engine import Cell
    from graph.explore.follow import Followed
    from graph.explore.thing import Testimony

FOLLOWED = 50
"""Nodes and relationships that are followed; more than these nobody reads."""
SHOWN = 3
"""Statements of one of them that are shown to a person; JSON has all."""
QUOTE = 160


def tell_evidence(followed: Iterable["Followed"]) -> None:
    """Print the statements behind nodes and relationships for a person."""
    for one in followed:
        say(f"\n{one.shown}  ({one.id}, {_many(len(one.testimonies))})")
        for testimony in one.testimonies[:SHOWN]:
            say(f'  {_said(testimony)}\n      "{one_line(testimony.statement.quote)[:QUOTE]}" - {_where(testimony)}')
        if len(one.testimonies) > SHOWN:
            say(f"  ... and {len(one.testimonies) - SHOWN:,} more (--json)")


def remark(wanted: int, followed: int) -> None:
    """Say on standard error where there was nothing to follow, or more than is followed."""
    if not wanted:
        note("--evidence: the rows hold no nodes or relationships; return them whole, as in RETURN m, r")
    elif wanted > FOLLOWED:
        note(f"--evidence: the first {FOLLOWED} of {wanted:,} nodes and relationships are followed")
    elif followed < wanted:
        note(f"--evidence: {wanted - followed} of {wanted} have no statements on record, such as documents")


def evidence_of(row: Sequence["Cell"], followed: Mapping[str, "Followed"]) -> list[Json]:
    """Return the statements behind the nodes and relationships of one row, as JSON."""
    from graph.explore.follow import parts_of

    ids = dict.fromkeys(str(part.properties.get("id")) for part in parts_of(row))
    return [_json(followed[identity]) for identity in ids if identity in followed]


def _many(statements: int) -> str:
    return f"{statements:,} statement" + ("" if statements == 1 else "s")


def _where(testimony: "Testimony") -> str:
    document = testimony.document
    date = document.published or f"retrieved {document.retrieved[:10]}"
    place = f", {testimony.place}" if testimony.place else ""
    return f"{document.title} ({document.publisher or document.source}, {date}){place}"


def _said(testimony: "Testimony") -> str:
    statement = testimony.statement
    said = statement.object if statement.object is not None else statement.value
    return one_line(f"{statement.subject} {statement.predicate} {said}")


def _json(one: "Followed") -> dict[str, Json]:
    statements: list[Json] = [
        {
            "statement": t.statement.id,
            "subject": t.statement.subject,
            "predicate": t.statement.predicate,
            "said": t.statement.object if t.statement.object is not None else t.statement.value,
            "quote": t.statement.quote,
            "place": t.place,
            "document": {
                "title": t.document.title,
                "url": t.document.address,
                "publisher": t.document.publisher,
                "published": t.document.published,
            },
        }
        for t in one.testimonies
    ]
    return {"id": one.id, "shown": one.shown, "statements": statements}
