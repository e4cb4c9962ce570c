"""Rows as one page of HTML that needs nothing else: a table, and a graph of the nodes and relations in it."""

from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import TYPE_CHECKING

from ui.output import Json, json_line

if TYPE_CHECKING:
    from graph.engine import GraphNode, GraphRelationship
    from graph.explore.follow import Ends, Followed

ROLES = ("Lab", "Chipmaker", "Agency")
MOST_NODES = 400
"""Nodes that the picture shows: more of them cannot be told apart, and laying them out would freeze the page."""


def rows_page(
    title: str, query: str, columns: Sequence[str], rows: Iterable[Sequence[str]], picture: Mapping[str, Json]
) -> str:
    """Return the page. ``rows`` are cells as text; ``picture`` is what ``picture_of`` returns."""
    data: dict[str, Json] = {
        "title": title,
        "query": query,
        "columns": list(columns),
        "rows": [list(row) for row in rows],
        **picture,
    }
    # As JSON in a script element: no text of a document may end the element, so < and > are written as escapes.
    text = json_line(data).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    template = (resources.files("ui") / "rows_page.html").read_text(encoding="utf-8")
    return template.replace("__DATA__", text, 1)


def picture_of(
    parts: Sequence["GraphNode | GraphRelationship"], ends: "Ends", evidence: Iterable["Followed"] = ()
) -> dict[str, Json]:
    """Return nodes and links for the page, each once, with the ends of relations that stand alone in a row."""
    from graph.engine import GraphNode

    nodes: dict[str, Json] = {}
    links: dict[str, Json] = {}
    for part in parts:
        if isinstance(part, GraphNode):
            _add(nodes, part)
            continue
        identity = str(part.properties.get("id"))
        for end in ends.get(identity, ()):
            _add(nodes, end)
        start, stop = _ends(part, ends.get(identity))
        if start in nodes and stop in nodes:
            properties = _properties(part.properties)
            links[identity] = {"id": identity, "type": part.type, "start": start, "end": stop, "properties": properties}
    told: dict[str, Json] = {one.id: [_told(t) for t in one.testimonies] for one in evidence}
    return {"nodes": list(nodes.values()), "links": list(links.values()), "evidence": told}


def _add(nodes: dict[str, Json], node: "GraphNode") -> None:
    identity = node.properties.get("id")
    if identity is None or len(nodes) >= MOST_NODES:
        return
    name = str(node.properties.get("name") or node.properties.get("title") or identity)
    label = next((one for one in node.labels if one not in ROLES), "")
    properties = _properties(node.properties)
    nodes.setdefault(str(identity), {"id": str(identity), "label": label, "name": name, "properties": properties})


def _ends(part: "GraphRelationship", ends: "tuple[GraphNode, GraphNode] | None") -> tuple[str, str]:
    if ends is not None:
        return str(ends[0].properties["id"]), str(ends[1].properties["id"])
    return str(part.start), str(part.end)


def _properties(given: Mapping[str, object]) -> dict[str, Json]:
    return {name: _shown(given[name]) for name in sorted(given)}


def _shown(value: object) -> Json:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [str(one) for one in value]
    return value if isinstance(value, str | int | bool) else str(value)


def _told(testimony: object) -> dict[str, Json]:
    from graph.explore.thing import Testimony

    assert isinstance(testimony, Testimony)
    statement, document = testimony.statement, testimony.document
    said = statement.object if statement.object is not None else statement.value
    source = (
        f"{document.title} ({document.publisher or document.source}, {document.published or document.retrieved[:10]})"
    )
    source += f", {testimony.place}" if testimony.place else ""
    return {
        "said": f"{statement.subject} {statement.predicate} {said}",
        "quote": statement.quote,
        "document": source,
        "url": document.address if document.address.startswith("file:") else document.url or document.address,
    }
