"""Texts folded for looking names up in them: case, accents, width, punctuation and spacing do not count there.

A folded text is UTF-8 in which every run of what is neither letter nor digit is one space, with a space at both ends,
so that names are found as whole words by bytes alone; every byte of it leads back to its place in the text.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from graph.ontology.naming import fold_name

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Offsets = NDArray[np.int64]

_FOREIGN = re.compile(r"[^\x00-\x7f]+")
# Scripts whose words are written without spaces between, or with endings joined to them.
_KANA = "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HANGUL = "\u1100-\u11ff\uac00-\ud7a3"
_OTHERS = "\u2e80-\u2fff\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_SOUTH = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
UNSPACED = re.compile(f"[{_OTHERS}{_KANA}{_HANGUL}{_SOUTH}]")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff]")
_HANGUL_SIGN = re.compile(f"[{_HANGUL}]")
_NOTHING = frozenset("\u00ad\u200c\u200d\u2060\ufeff")
_SPACE = 32


@cache
def _table() -> bytes:
    """Return what each byte of ASCII becomes; the others stay."""
    table = bytearray(range(256))
    for code in range(128):
        sign = chr(code)
        table[code] = ord(sign.lower()) if sign.isalnum() or sign == "+" else _SPACE
    return bytes(table)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in folded form."""

    body: bytes
    _offsets: "Offsets"
    """The character of the text that each byte of the body comes from; -1 before it, its length behind it."""

    def places(self, at: "Offsets") -> "Offsets":
        """Return the offsets in the text, in characters, of the bytes ``at`` of the body."""
        return self._offsets[at]


def raw_words(text: str) -> bytes:
    """Return a text in folded form, but that each sign that is no letter or digit is a space of its own."""
    return _raw(text if text.isascii() else _without_foreign(text)[0])


def _raw(text: str) -> bytes:
    return f" {text} ".encode("utf-8", "replace").translate(_table())


def fold(text: str) -> Folded:
    """Return a text in folded form."""
    import numpy as np

    changed, origin = (text, None) if text.isascii() else _without_foreign(text)
    raw = _raw(changed)
    signs = np.frombuffer(raw, np.uint8)
    blank = signs == _SPACE
    kept = ~blank
    kept[1:] |= ~blank[:-1]  # of each run of spaces the first stays
    kept[0] = True
    offsets = np.flatnonzero(kept)
    if len(raw) != len(changed) + 2:
        offsets = np.cumsum((signs & 0xC0) != 0x80)[offsets] - 1
    offsets = offsets - 1
    if origin is not None:
        offsets = np.concatenate(([-1], origin, [len(text)]))[offsets + 1]
    return Folded(signs[kept].tobytes(), offsets)


def folded_name(name: str) -> str:
    """Return a name in folded form, without the spaces at its ends; empty for one without letter or digit."""
    return b" ".join(raw_words(name).split()).decode("utf-8")


def bounded(words: str) -> bytes:
    """Return a folded name with a space where a word of a text must begin or end."""
    before = "" if UNSPACED.match(words[0]) else " "
    after = "" if UNSPACED.match(words[-1]) else " "
    return f"{before}{words}{after}".encode()


def divides(text: str, start: int, end: int) -> bool:
    """Say whether a span cuts through a word of a script that writes words without spaces between."""
    first, last = text[start], text[end - 1]
    if first.isascii() and last.isascii():
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    if _HANGUL_SIGN.match(first) and before and _HANGUL_SIGN.match(before):
        return True
    if _KATAKANA.match(first) and before and _KATAKANA.match(before):
        return True
    return bool(_KATAKANA.match(last) and after and _KATAKANA.match(after))


def _without_foreign(text: str) -> "tuple[str, Offsets | None]":
    """Return a text with all beyond ASCII folded, and where each character comes from (None: from its own place)."""
    import numpy as np

    parts: list[str] = []
    origin: list[Offsets] = []
    done = shifted = 0
    for found in _FOREIGN.finditer(text):
        start, end = found.span()
        run, places = _folded_run(found[0])
        parts += (text[done:start], run)
        if places is not None:
            origin += (np.arange(shifted, start), np.array(places, dtype=np.int64) + start)
            shifted = end
        done = end
    parts.append(text[done:])
    if not origin:
        return "".join(parts), None
    origin.append(np.arange(shifted, len(text)))
    return "".join(parts), np.concatenate(origin)


@lru_cache(maxsize=20_000)
def _folded_run(run: str) -> tuple[str, tuple[int, ...] | None]:
    """Return a run folded, words without spaces set apart, and the character of the run that each comes from."""
    signs: list[str] = []
    places: list[int] = []
    inside = False
    for at, sign in enumerate(run):
        unspaced = UNSPACED.match(sign) is not None
        folded = ("" if unspaced == inside else " ") + _folded_sign(sign)
        inside = unspaced
        signs.append(folded)
        places += [at] * len(folded)
    if inside:
        signs.append(" ")
        places.append(len(run) - 1)
    text = "".join(signs)
    return text, None if places == list(range(len(run))) else tuple(places)


@lru_cache(maxsize=20_000)
def _folded_sign(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Mn" or sign in _NOTHING:
        return ""
    folded = fold_name(sign)
    if folded == "+":
        return folded
    return folded if category[0] in "LMN" and folded.isalnum() else " "
