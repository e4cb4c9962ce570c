"""The sentences of a passage, with exact offsets: of prose, laws, lists, headings, rows and East Asian text."""

from dataclasses import dataclass

from graph.views.index.sentence_ends import pieces_of
from graph.views.index.sentence_lines import Part, parts_of

_LEADS = (":", "：", "—", "–", "--", ":**", ":*", "：**")
_DEEPEST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, or what stands for one: an item of a list, a heading, a row of a table."""

    start: int
    end: int
    lead: tuple[int, int] | None = None
    """Where the words stand that an item hangs on ("The Secretary shall—"); a quote of it may have them too."""
    is_heading: bool = False


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Sentence, ...]:
    """Return the sentences of ``text`` between two offsets, in order, none blank, none over another.

    Marks of headings, bullets, quotations and rows, rules and lines of a table's frame belong to no sentence; each
    item of a list ends one. Linear in time.
    """
    found: list[Sentence] = []
    lists: list[tuple[str, str, tuple[int, int] | None]] = []
    for part in parts_of(text, start, len(text) if end is None else end):
        lead = _lead(part, lists, found, text)
        if part.kind in ("heading", "row"):
            found.append(Sentence(start=part.start, end=part.end, is_heading=part.kind == "heading"))
            continue
        for number, piece in enumerate(pieces_of(text[part.start : part.end], law=part.kind == "law")):
            own = piece.lead and (part.start + piece.lead[0], part.start + piece.lead[1])
            above = lead if number == 0 else None
            found.append(Sentence(start=part.start + piece.start, end=part.start + piece.end, lead=own or above))
    return tuple(found)


def _lead(
    part: Part, lists: list[tuple[str, str, tuple[int, int] | None]], found: list[Sentence], text: str
) -> tuple[int, int] | None:
    """Return the lead-in of an item, and keep the stack of the lists that are open."""
    if part.kind != "item":
        lists.clear()
        return None
    level = _same_list(part, lists)
    if level is not None:
        del lists[level + 1 :]
        lists[level] = (lists[level][0], part.letter, lists[level][2])
        return lists[level][2]
    last = found[-1] if found else None
    opens = last is not None and text[last.start : last.end].endswith(_LEADS)
    lead = (last.start, last.end) if last is not None and opens else None
    if len(lists) >= _DEEPEST:
        lists.clear()
    lists.append((part.level, part.letter, lead))
    return lead


def _same_list(part: Part, lists: list[tuple[str, str, tuple[int, int] | None]]) -> int | None:
    """Return which open list an item goes on with: the innermost of its kind that its letter can follow."""
    for at in range(len(lists) - 1, -1, -1):
        kind, letter, _ = lists[at]
        if kind == part.level and (not part.letter or _follows(letter, part.letter)):
            return at
    return None


def _follows(letter: str, following: str) -> bool:
    """Return whether a marker can come after another in one list: "h" then "i", but not "a" then "i"."""
    if len(letter) == len(following) == 1 and letter.isascii():
        return ord(following) == ord(letter) + 1 or (letter, following) in (("i", "v"), ("v", "x"))
    return following not in ("a", "A", "1", "i", "I", "一")
