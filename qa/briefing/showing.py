"""Values as a briefing prints them."""

import math
import re
from collections.abc import Sequence

from graph.engine.types import Cell
from graph.views.names import Names
from qa.briefing.phrases import say
from qa.briefing.template import Slot

_LARGE = ((10**12, "trillion"), (10**9, "billion"))
_DIGITS = 4
"""Significant digits of what is too large to be written out."""
_POWER = 10**15
_WHOLE = 1000
"""From here on the digits behind the point of a number say nothing."""
_CODE = re.compile(r"[a-z]+(_[a-z]+)+")
"""A word of the ontology, such as download_share."""
_OWNED = re.compile(r"(?P<owner>[\w.-]+)/(?P<own>[\w.-]+)")
"""A name that begins with that of its owner."""
MOST_OF_LIST = 6


def shown(cell: Cell, slot: Slot) -> str | None:
    """Return a cell as text, or None where there is nothing to print."""
    if cell is None or cell == "" or cell == ():
        return None
    if slot.one:
        return f"{number(cell)} {slot.one if cell == 1 else slot.many}" if isinstance(cell, int | float) else None
    if isinstance(cell, str):
        return cell.replace("_", " ") if _CODE.fullmatch(cell) else cell
    if isinstance(cell, bool):
        return say("yes" if cell else "no")
    if isinstance(cell, int | float):
        return number(cell)
    if isinstance(cell, Sequence):
        return _several([text for one in cell if (text := shown(one, slot)) is not None])
    return None


def short(cell: Cell, names: Names) -> Cell:
    """Return a cell in which names of things stand without the owner that they begin with: "a/b" is "b".

    Only what is on record as a name, of an owner that is on record too, is made shorter: "GB/s" is none.
    """
    if isinstance(cell, str):
        found = _OWNED.fullmatch(cell)
        return found["own"] if found and names.bearers(cell) and names.bearers(found["owner"]) else cell
    if isinstance(cell, Sequence):
        return [short(one, names) for one in cell]
    return cell


def number(value: int | float) -> str:
    """Return a number: written out below a billion, else in words to four digits, which "about" says if they cut."""
    if abs(value) >= _POWER:
        return _power(float(value))
    for size, word in _LARGE:
        if abs(value) >= size:
            scaled = value / size
            text = f"{scaled:.{_DIGITS}g}"
            about = "" if math.isclose(float(text), scaled, rel_tol=1e-12) else say("about")
            return f"{about}{text} {word}"
    if isinstance(value, float) and not value.is_integer():
        if abs(value) >= _WHOLE:
            return f"{say('about')}{round(value):,}"
        return f"{value:,.10g}"
    return f"{int(value):,}"


def _power(value: float) -> str:
    mantissa, exponent = f"{value:.9e}".split("e")
    rounded = f"{float(mantissa):.{_DIGITS}g}"
    about = "" if math.isclose(float(rounded), float(mantissa), rel_tol=1e-9) else say("about")
    return f"{about}{rounded} × 10^{int(exponent)}"


def joined(texts: Sequence[str], more: int = 0) -> str:
    """Return texts as a list: "A, B and C", or "A, B and 7 more"."""
    if more > 0:
        return say("list_more", named=", ".join(texts), more=f"{more:,}")
    return say("list_all", first=", ".join(texts[:-1]), last=texts[-1]) if len(texts) > 1 else "".join(texts)


def _several(texts: Sequence[str]) -> str | None:
    return joined(texts[:MOST_OF_LIST], len(texts) - MOST_OF_LIST) if texts else None
