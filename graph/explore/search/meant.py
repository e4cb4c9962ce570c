"""Which thing a name given to a filter means; one that may mean several is refused with all of them."""

from collections.abc import Sequence

from graph.errors import SearchError
from graph.views.names import Bearer, Names

COUNTRIES = ("Country", "Group")
"""Labels of what may stand for a country: a union of countries makes law too."""
SHOWN = 6


def thing_meant(name: str, names: Names) -> str:
    """Return the node of a thing by its id, a key or a name. Raises SearchError, naming what is near."""
    if names.label(name) is not None:
        return name
    node = names.node_of(name)
    return node if node is not None else _only("--entity", name, names.bearers(name), names)


def country_meant(name: str, names: Names) -> str:
    """Return the node of a country, or of a group of countries. Raises SearchError, naming what is near."""
    if names.label(name) in COUNTRIES:
        return name
    bearers = [b for label in COUNTRIES for b in names.bearers(name) if b.label == label]
    return _only("--country", name, [b for b in bearers if b.label == bearers[0].label], names)


def _only(option: str, name: str, bearers: Sequence[Bearer], names: Names) -> str:
    whole = [b for b in bearers if b.whole] or list(bearers)
    nodes = list(dict.fromkeys(b.node for b in whole))
    if len(nodes) == 1:
        return nodes[0]
    if not nodes:
        near = names.nearest(name)
        raise SearchError(
            f"{option} {name}: nothing on record has this name" + (f"; nearest: {', '.join(near)}" if near else "")
        )
    more = f" and {len(nodes) - SHOWN} more" if len(nodes) > SHOWN else ""
    raise SearchError(f"{option} {name}: may be {', '.join(nodes[:SHOWN])}{more}; give one of these ids")
