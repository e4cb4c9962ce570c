"""What of a text is worth a briefing's room: whole sentences that say something by themselves."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

import yaml

from qa.briefing.plain import plain
from qa.quoting.plain import folded, says_any

SHORTEST, LONGEST = 60, 420
"""Characters of what says something and is read in one breath."""
_WORD = re.compile(r"[^\W_]+")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marks:
    """What shows that words are not worth it."""

    says: tuple[str, ...]
    opens: re.Pattern[str]
    headings: re.Pattern[str]
    small: frozenset[str]


def is_worth(said: str, names: Sequence[str]) -> bool:
    """Say whether words of a text may be quoted by themselves, and name one of some names, if there are any."""
    shown = plain(said)
    plainly = folded(shown)
    return (
        SHORTEST <= len(shown) <= LONGEST
        and (not names or says_any(plainly, names))
        and not any(one in plainly for one in _marks().says)
        and shown[:1] not in ")]},;:"
        and not shown.endswith(":")
        and not _marks().opens.match(shown)
        and not heads().match(shown)
    )


def stems(text: str) -> frozenset[str]:
    """Return the words of a text that tell what it is about, in small letters and without the s of many."""
    found = (word for word in _WORD.findall(folded(text)) if word not in _marks().small)
    return frozenset(word.removesuffix("s") for word in found)


def heads() -> re.Pattern[str]:
    """Return what a line is that stands as a heading in the text of a law."""
    return _marks().headings


@functools.cache
def _marks() -> _Marks:
    file = resources.files("qa.briefing") / "data" / "chatter.yaml"
    loaded = yaml.load(file.read_text("utf-8"), Loader=_LOADER)
    return _Marks(
        says=tuple(loaded["says"]),
        opens=re.compile(loaded["opens"], re.IGNORECASE),
        headings=re.compile(loaded["headings"], re.IGNORECASE),
        small=frozenset(loaded["small"].split()),
    )
