"""A text of questions as pieces: lines, items of lists and sentences, each with its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.data_files import several

_ITEM = re.compile(r"[ \t]*(?:[-*•–‣▪]|\(?[0-9]{1,2}[.)]|\(?[a-hA-H][.)]|\(?[ivx]{1,4}\))[ \t]+(?=\S)")
_INLINE = re.compile(r"(?:(?<=\s)|(?<=^))\(?(?P<mark>[0-9]{1,2}|[a-hA-H])[.)][ \t]+(?=\S)")
_END = re.compile(r"(?P<sure>[?!]+[\"'”’)\]]*(?=\s|$)|[。？！；]+)|(?P<stop>\.+[\"'”’)\]]*)(?=\s|$)|(?P<half>;)(?=\s)")
_LAST = re.compile(r"[\w.'’-]*$")
_LETTER = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A sentence or an item of a list, without its bullet."""

    start: int
    end: int
    text: str
    item: bool = False
    """Whether it is an item of a list, or the first sentence of one."""


def pieces_in(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text, in order; blank ones are left out."""
    found: list[Piece] = []
    for start, end, item in _blocks(text):
        for number, (first, last) in enumerate(_sentences(text, start, end)):
            body = text[first:last]
            first += len(body) - len(body.lstrip())
            if body.strip():
                found.append(
                    Piece(start=first, end=first + len(body.strip()), text=body.strip(), item=item and number == 0)
                )
    return tuple(found)


def _blocks(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the lines of a text, each cut at the marks of a list that it holds ("1) ... 2) ...")."""
    at, lines = 0, text.splitlines(keepends=True)
    # One bullet makes no list: "(c) approaches" may point into another text.
    many = sum(_ITEM.match(line) is not None for line in lines) > 1
    for line in lines:
        end, bullet = at + len(line), _ITEM.match(line) if many else None
        marks = _marks(text, at, end)
        if len(marks) > 1:
            yield at, marks[0][0], False
            for (_, start), after in zip(marks, [*(m[0] for m in marks[1:]), end], strict=True):
                yield start, after, True
        elif bullet is not None:
            yield at + bullet.end(), end, True
        else:
            yield at, end, False
        at = end


def _marks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the marks of a list within a line that follow each other from the first: 1, 2 or a, b."""
    found: list[tuple[int, int]] = []
    for match in _INLINE.finditer(text, start, end):
        expected = (str(len(found) + 1), chr(ord("a") + len(found)))
        if match["mark"].lower() in expected:
            found.append(match.span())
    return found


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _END.finditer(text, start, end):
        if match["stop"] and not _stops(text, match, at, end):
            continue
        # A half stop belongs to neither side.
        yield at, match.start() if match["half"] else match.end()
        at = match.end()
    yield at, end


def _stops(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Say whether a full stop ends a sentence: not that of an abbreviation, nor one before a word in lower case."""
    last = _LAST.search(text, start, match.start())
    word = last[0].casefold() if last is not None else ""
    after = text[match.end() : end].split(maxsplit=1)
    if not after:
        return True
    if word in several()["abbreviations"] or (_LETTER.fullmatch(word) and word != "i"):
        return False
    opens = after[0].strip("\"'“‘([").casefold().rstrip("?,.")
    return not after[0][0].islower() or begins_question([opens]) or opens in several()["conjunctions"]


def begins_question(words: Sequence[str]) -> bool:
    """Say whether words, in lower case, begin as a question or a request does."""
    if not words:
        return False
    if words[0] in several()["asks"] or words[0] in several()["auxiliaries"]:
        return True
    return any(tuple(words[: len(held)]) == held for held in map(_split, several()["requests"]))


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())
