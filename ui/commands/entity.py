"""``sextant entity``: everything said about one thing."""

from typing import TYPE_CHECKING, Annotated

import typer

from ui.output import DONE, FAILED, Json, emit, note, one_line, say
from ui.settings import Settings
from ui.wiring import lens_of, opened, place_of

if TYPE_CHECKING:
    from graph.explore.thing import Saying, Testimony, Thing, Topic
    from graph.views.names import Bearer, Names

SHOWN = 10
"""Sayings of one topic that are shown without --all."""
QUOTE = 160


def entity(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, or the id of a node.")],
    everything: Annotated[bool, typer.Option("--all", help="Show all that is said, however long.")] = False,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="As the sources of that day say.")] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="NAME", help="What one source says.")] = None,
) -> int:
    """Say everything that is said about one thing, with its witnesses and where they disagree.

    A name that several things bear lists them; ask again with the id of the one that is meant.

    Examples:
        sextant entity Qwen/Qwen2.5-7B
        sextant entity "Apache 2.0"
        sextant entity hf-org:mistralai --json
    """
    from graph.explore.names import fresh_names
    from graph.explore.thing import look_at
    from graph.ontology import shipped_ontology

    settings: Settings = context.obj
    with fresh_names(place_of(settings), shipped_ontology()) as names:
        nodes = bearers_of(name, names)
        near = names.nearest(name) if not nodes else ()
    if len(nodes) != 1:
        return _not_one(settings, name, nodes, near)
    with opened(settings, lens_of(as_of, source)) as session:
        thing = look_at(session, nodes[0].node)
    if thing is None:
        note(
            f"{nodes[0].name}: nothing is said about it" + (" by that source or on that day" if as_of or source else "")
        )
        return DONE
    emit(_json(thing)) if settings.as_json else _tell(thing, everything=everything)
    return DONE


def bearers_of(name: str, names: "Names") -> "list[Bearer]":
    """Return the things that a whole text names: by id, by key, or by name letter by letter, else but for case."""
    found = {
        b.node: b
        for m in names.find(name)
        if (m.start, m.end) == (0, len(name)) and m.how in ("exact", "folded")
        for b in m.bearers
    }
    node = name if names.label(name) else names.node_of(name)
    if node is not None:
        from graph.views.names import Bearer

        label = names.label(node) or ""
        shown = names.name(node) or node
        return [Bearer(node=node, label=label, labels=(label,), name=shown, spelling=name, whole=True, statements=0)]
    whole = [b for b in found.values() if b.whole]
    return whole if len(whole) == 1 else list(found.values())


def _not_one(settings: Settings, name: str, nodes: "list[Bearer]", near: tuple[str, ...]) -> int:
    if not nodes:
        hint = f"; nearest: {', '.join(near)}" if near else ""
        note(f"{name}: nothing on record has this name{hint}")
        return FAILED
    if settings.as_json:
        emit(
            {
                "name": name,
                "readings": [
                    {"id": b.node, "label": b.label, "name": b.name, "statements": b.statements} for b in nodes
                ],
            }
        )
        return DONE
    say(f"{name} may be {len(nodes)} things; ask with one of these ids:")
    for bearer in nodes[: 2 * SHOWN]:
        say(f"  {bearer.node}  ({bearer.label} {bearer.name}, {bearer.statements:,} statements)")
    if len(nodes) > 2 * SHOWN:
        say(f"  ... and {len(nodes) - 2 * SHOWN} more")
    return DONE


def _tell(thing: "Thing", *, everything: bool) -> None:
    say(f"{thing.name} ({thing.label}, {thing.id}), {thing.statements:,} statements")
    others = [one for one in thing.names if one != thing.name]
    if others:
        say(f"  also called {', '.join(others)}")
    for topic in thing.topics:
        arrow = {"value": "", "out": " ->", "in": " <-"}[topic.direction]
        told = "  SOURCES DISAGREE" if topic.disputed else ""
        count = f" ({len(topic.sayings):,})" if len(topic.sayings) > 1 else ""
        say(f"\n{topic.predicate}{arrow}{count}{told}")
        shown = topic.sayings if everything else topic.sayings[:SHOWN]
        for saying in shown:
            _tell_saying(saying)
        if len(topic.sayings) > len(shown):
            say(f"  ... and {len(topic.sayings) - len(shown):,} more (--all)")


def _tell_saying(saying: "Saying") -> None:
    qualifiers = ", ".join(f"{name} {value}" for name, value in saying.qualifiers.items())
    first = saying.testimonies[0]
    more = len(saying.testimonies) - 1
    also = f" and {more} more" if more else ""
    say(f"  {saying.shown}{f' [{qualifiers}]' if qualifiers else ''}")
    say(f'      "{one_line(first.statement.quote)[:QUOTE]}" - {_where(first)}{also}')


def _where(testimony: "Testimony") -> str:
    document = testimony.document
    date = document.published or f"retrieved {document.retrieved[:10]}"
    place = f", {testimony.place}" if testimony.place else ""
    return f"{document.title} ({document.publisher or document.source}, {date}){place}"


def _json(thing: "Thing") -> dict[str, Json]:
    return {
        "id": thing.id,
        "label": thing.label,
        "name": thing.name,
        "names": list(thing.names),
        "statements": thing.statements,
        "topics": [_topic_json(topic) for topic in thing.topics],
    }


def _topic_json(topic: "Topic") -> dict[str, Json]:
    sayings: list[Json] = []
    for saying in topic.sayings:
        said: dict[str, Json] = (
            {"value": saying.said} if topic.direction == "value" else {"id": saying.said, "name": saying.shown}
        )
        sayings.append(
            {**said, "qualifiers": dict(saying.qualifiers), "witnesses": [_witness(t) for t in saying.testimonies]}
        )
    return {"predicate": topic.predicate, "direction": topic.direction, "disputed": topic.disputed, "sayings": sayings}


def _witness(testimony: "Testimony") -> dict[str, Json]:
    document, statement = testimony.document, testimony.statement
    told: dict[str, Json] = {
        "title": document.title,
        "url": document.address,
        "publisher": document.publisher,
        "published": document.published,
    }
    return {
        "statement": statement.id,
        "quote": statement.quote,
        "start": statement.span.start,
        "end": statement.span.end,
        "place": testimony.place,
        "document": told,
    }
