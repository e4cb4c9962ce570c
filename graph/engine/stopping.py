"""Stops a query that its client has left behind or that is interrupted: the engine's own limit may be far off."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import resources

from graph.engine.driver import GRACE_S, Link
from graph.engine.types import Result, Scalar

STOPS_WITHIN_S = 2.0
"""How long a query may take to notice that it is to stop. One that sits in a single expression never does."""
_POLL_S = 0.05
_SHOWN_AT_LEAST = 500
"""Characters of a query that an engine shows at least before it cuts it."""
APART = timedelta(seconds=2)
"""By how much the moments may differ at which a client asked and an engine on the same machine began."""


def stop_query(link: Link, text: str | None, began: datetime, apart: timedelta = APART) -> bool:
    """Stop what this user runs as ``text`` since ``began``, and return whether it has stopped; None stops nothing.

    ``apart``: by how much the clocks of both sides may differ. Raises Overrun or EngineError where the engine does not
    answer.
    """
    for name in _running(link, text, began, apart):
        _ask(link, "stop", id=name)
    until = time.monotonic() + STOPS_WITHIN_S
    while any(_running(link, text, began, apart)):
        if time.monotonic() > until:
            return False
        time.sleep(_POLL_S)
    return True


def _running(link: Link, text: str | None, began: datetime, apart: timedelta) -> Iterator[str]:
    """Yield the transactions that run ``text`` and began when this client asked for it."""
    for name, query, start in _ask(link, "running").rows:
        since = datetime.fromisoformat(str(start)).replace(tzinfo=UTC)
        if text is not None and _is_same(str(query), text) and abs(since - began) < apart:
            yield str(name)


def _is_same(shown: str, text: str) -> bool:
    """Say whether the engine shows this text: one engine cuts long ones and ends them with dots."""
    if shown == text:
        return True
    begun = shown.removesuffix("...")
    return len(shown) > len(begun) >= _SHOWN_AT_LEAST and text.startswith(begun)


def _ask(link: Link, name: str, **given: Scalar) -> Result:
    lines = (resources.files("cypher") / "engine" / f"{name}.cypher").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("//"))
    return link.read(text, given, limit_s=GRACE_S, max_rows=None, patience_s=GRACE_S)
