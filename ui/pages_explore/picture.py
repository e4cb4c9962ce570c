"""The nodes and relationships of rows as a graph to look around in, drawn by a component kept by others."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st
from streamlit_cytoscape import (  # type: ignore[import-untyped]
    EdgeStyle,
    Event,
    NodeStyle,
    streamlit_cytoscape,
)

from graph.ontology import shipped_ontology
from ui.output import Json, plain
from ui.pages_common.safe import escaped

COLOURS = (
    "#2e98a3", "#d1782c", "#a63d2f", "#3f9a5a", "#8a6d3b", "#8d95a8", "#6d7b1f", "#c25fa8", "#85516b", "#3b6fb6",
    "#b4455f", "#7a5bb0", "#b08d1e", "#1f7a6d", "#9a7cc8", "#4f8fd6",
)  # fmt: skip
"""One for each node type, the same on every picture."""
LONGEST_NAME = 32
LONGEST_VALUE = 300
HEIGHT = 520
_KEPT = {"label": "label of it", "source": "best source", "target": "target of it"}
"""Properties whose names the component keeps for itself, and what they are called in its place."""


def draw_picture(picture: Mapping[str, Json], key: str) -> str | None:
    """Show nodes and links; return the id of the one that was clicked last, or None."""
    nodes, links = _list(picture["nodes"]), _list(picture["links"])
    labels = sorted({_label(node["label"]) for node in nodes})
    colours = {label: colour_of(label) for label in labels}
    st.html(f'<div class="sx sx-small">{"".join(_legend(colours))}</div>')
    clicked = streamlit_cytoscape(
        {"nodes": [{"data": _node(one)} for one in nodes], "edges": [{"data": _link(one)} for one in links]},
        layout=_layout(len(nodes)),
        node_styles=[NodeStyle(label, colour, "name", custom_styles=_LOOK) for label, colour in colours.items()],
        edge_styles=[
            EdgeStyle(one, "#a9b1c4", "label" if len(links) <= 40 else None, directed=True)
            for one in sorted({_label(link["type"]) for link in links})
        ],
        height=HEIGHT,
        events=[Event("node", "tap", "node"), Event("link", "tap", "edge")],
        key=f"picture-{key}",
    )
    target = (clicked or {}).get("data", {}).get("target_id")
    return str(target) if target else None


_LOOK = {"font-size": 11, "color": "#1d2433", "text-outline-color": "#ffffff", "text-outline-width": 2}


def colour_of(label: str) -> str:
    """Return the colour of a node type: by its place among those of the ontology, so that it is always the same."""
    known = sorted(shipped_ontology().nodes)
    at = known.index(label) if label in known else len(known) + sum(map(ord, label))
    return COLOURS[at % len(COLOURS)]


def _legend(colours: Mapping[str, str]) -> Iterable[str]:
    for label, colour in colours.items():
        yield f'<span class="sx-dot" style="background:{colour}"></span>{escaped(label)}'


def _layout(nodes: int) -> dict[str, object]:
    return {"name": "fcose", "animate": False, "fit": True, "padding": 24, "nodeDimensionsIncludeLabels": nodes <= 60}


def _node(node: Mapping[str, Json]) -> dict[str, Json]:
    name = plain(str(node["name"]))
    shown = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
    told: dict[str, Json] = {"id": str(node["id"]), "label": _label(node["label"]), "name": shown}
    return told | _properties(node["properties"])


def _link(link: Mapping[str, Json]) -> dict[str, Json]:
    told: dict[str, Json] = {"id": str(link["id"]), "label": _label(link["type"])}
    return told | {"source": str(link["start"]), "target": str(link["end"])} | _properties(link["properties"])


def _properties(held: Json) -> dict[str, Json]:
    assert isinstance(held, Mapping)
    shown = {name: value for name, value in held.items() if name not in ("id", "name")}
    return {_KEPT.get(name, plain(name)): _value(value) for name, value in shown.items()}


def _value(value: Json) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)
    return plain(text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…")


def _label(label: Json) -> str:
    """Return a label as the component's selectors can name it: those of a foreign graph may hold anything."""
    return "".join(c if c.isalnum() or c == "_" else "_" for c in plain(str(label)))


def _list(held: Json) -> list[Mapping[str, Json]]:
    assert isinstance(held, list)
    return held
