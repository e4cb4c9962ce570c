"""Where sentences end inside a paragraph: a kept segmenter's boundaries, mended for laws, names and markup.

The segmenter (sentencex) knows neither the citations of laws nor markdown. So the full stops of abbreviations are
hidden from it, boundaries inside links and before a word that goes on are dropped, closing signs go with the sentence
they close, and ends are added where it sees none: in East Asian text, at an opener without a space, in long quotes.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import sentencex  # type: ignore[import-untyped]
import yaml

LONG = 600
"""A sentence of more characters is cut at the items in it."""

_STOP_HIDDEN = "\u00b7"
_CLOSERS = re.compile(r"(?:[\"”’')\]）】」』》*_`]|\[\d{1,3}(?:[,–-] ?\d{1,3})*\]|\^\d{1,3}(?!\d))+")
_EAST = re.compile(r"[。！？；｡]+[”’）】」』》）]*|[。！？]+(?=[^\s。！？”’）】」』》])")
_LINK = re.compile(r"\[[^\[\]\n]{1,300}\]\([^()\s]{1,600}\)|https?://[^\s<>]{1,600}|`[^`\n]{1,300}`")
_MISSED = re.compile(r"[.!?][\"”’')\]*_]{0,3}\s+(?=[\"“‘(\[*_]{0,3}[A-Z][a-z])")
_CLOSED = re.compile(r"[.!?][)\]\"”’]{1,3}\s+(?=[\"“‘(]{0,2}[A-Z])")
_LONG_QUOTE = 300
_ENUMERATED = re.compile(r"\s*[“\"]?\((?:[a-zA-Z]|[ivxIVX]{2,5}|\d{1,3})\)\s")
_MARKER = re.compile(r"\((?:[a-zA-Z]|[ivxIVX]{2,5}|\d{1,3})\)(?=\s)")
_LONGEST_SHORT = 16
_OPENING = re.compile(r"^.*[^\w.'’]")
_NUMBER = re.compile(r"\s{0,2}[#(§¶0-9\[]|\s[A-Z]{0,3}[-‑]?\d|\s[IVXLC]{1,5}\b")
_INITIALS = re.compile(r"(?:[A-Z]\.){0,3}[A-Z]")
_NAMED = re.compile(r"\s?(?:[A-Z]\.|[A-Z][a-z'’]|\d|,)")
_BARE = re.compile(
    r"(?:SEC\.|Sec\.|SECTION|Section|ARTICLE|Article|CHAPTER|TITLE|§)\s*[0-9A-Z][0-9A-Za-z.-]{0,9}|[“\"(]?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]\.?"
)
_SHORTEST = 40
_WINDOW = 4000
_SIGNS = re.compile(r"[\W_]*")
_ITEM = re.compile(r"[;,]\s+(?:and\s+|or\s+)?(?=\((?:[a-zA-Z]|[ivx]{2,5}|[IVX]{2,5}|\d{1,2})\)\s)")
_FIRST_ITEM = re.compile(r"\((?:a|A|i|I|1)\)\s")
_NAME = re.compile(r"[a-z]*[A-Z0-9_./-]")
_NEXT = re.compile(r"[\s\"“‘'(\[*_`]*(\S{1,40})")
_MARK = re.compile(
    r"\s*[“\"‘'*_]{0,3}(?:[(（]?(?:[0-9]{1,3}|[A-Za-z]|[ivxIVX]{1,6})[.)）]|(?:[0-9]{1,2}\.){1,4}[0-9]{0,2})(?=\s)"
)


class Piece(NamedTuple):
    """A sentence of a paragraph, in offsets of the paragraph."""

    start: int
    end: int
    lead: tuple[int, int] | None = None


def pieces_of(paragraph: str, *, law: bool = False) -> list[Piece]:
    """Return the sentences of a paragraph, trimmed; ``law`` says that it opens with the number of a division."""
    ends = _ends(paragraph, law=law)
    found, begun = list[Piece](), 0
    for end in (*ends, len(paragraph)):
        first, last = _trimmed(paragraph, begun, end)
        if last > first:
            found += _short(paragraph, first, last)
        begun = end
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _ends(paragraph: str, *, law: bool) -> list[int]:
    """Return where the sentences but the last end, in order."""
    if not any(sign in paragraph for sign in ".!?。！？；｡"):
        return []
    flat = paragraph.replace("\n", " ")
    hidden = _hidden(flat, law=law)
    apart = (
        [(one.start(), one.end()) for one in _LINK.finditer(flat)] if "[" in flat or "/" in flat or "`" in flat else []
    )
    ends = {_closed(flat, end) for end in _of_segmenter(hidden)}
    ends |= {one.end() for one in _EAST.finditer(flat)}
    ends = {end for end in ends if 0 < end < len(flat) and not _goes_on(flat, end)}
    ends |= {one.end() for one in _words().glued.finditer(flat) if one.end() < len(flat)}
    kept = [end for end in sorted(ends) if not _inside(apart, end)]
    return list(_filled(flat, sorted({*kept, *_passed_over(hidden, kept, apart)})))


def _filled(flat: str, ends: list[int]) -> Iterator[int]:
    """Yield the ends but those that would leave the number of an item, or signs, alone."""
    begun, waiting = 0, -1
    for end in ends:
        piece = flat[begun:end].strip() if end - begun <= _SHORTEST else "-"
        signs = piece != "-" and _SIGNS.fullmatch(piece) is not None
        if signs and waiting >= 0 and piece[:1] not in "“‘([":
            waiting = begun = end
        elif not signs and not _BARE.fullmatch(piece):
            if waiting >= 0:
                yield waiting
            waiting = begun = end
    if waiting >= 0 and (len(flat) - begun > _SHORTEST or not _SIGNS.fullmatch(flat[begun:].strip())):
        yield waiting


def _hidden(flat: str, *, law: bool) -> str:
    """Return the paragraph with those full stops hidden that end no sentence; of the same length."""
    if "." not in flat:
        return flat
    hidden = _without(flat, _protected(flat))
    mark = _words().division.match(hidden) if law else _MARK.match(hidden)
    if mark is not None:
        hidden = hidden[: mark.end()].replace(".", _STOP_HIDDEN) + hidden[mark.end() :]
    # The segmenter takes what follows "(a)" for an item that ends with the line.
    return _MARKER.sub(lambda found: f" {'Q' * (len(found[0]) - 2)},", hidden) if "(" in hidden else hidden


def _without(flat: str, stops: Iterator[int]) -> str:
    parts, at = [], 0
    for stop in stops:
        parts.append(flat[at:stop])
        at = stop + 1
    return _STOP_HIDDEN.join((*parts, flat[at:]))


def _protected(flat: str) -> Iterator[int]:
    """Yield the full stops in names, figures and addresses, and those of abbreviations that end no sentence here."""
    words, at = _words(), flat.find(".")
    while at >= 0:
        after = flat[at + 1 : at + 2]
        if after.isalnum() or after == "_":
            yield at
        else:
            begun = max(0, at - _LONGEST_SHORT)
            token = _OPENING.sub("", flat[max(flat.rfind(" ", begun, at) + 1, begun) : at]).lstrip(".'’")
            tail = token.rpartition(".")[2]
            if after not in ("", " ", ",", ";", ")", "\u2009", "\xa0"):
                pass
            elif token in words.never or (tail in words.number and _NUMBER.match(flat, at + 1)):
                yield at
            elif token in words.maybe or _INITIALS.fullmatch(token):
                initial = len(token) == 1 and token not in words.maybe
                if not words.opens.match(flat, at + 1) and (not initial or _NAMED.match(flat, at + 1)):
                    yield at
        at = flat.find(".", at + 1)


def _of_segmenter(hidden: str) -> Iterator[int]:
    """Yield the segmenter's ends, space behind them left out."""
    begun = 0
    while begun < len(hidden):
        stop = _window(hidden, begun)
        for one in sentencex.get_sentence_boundaries("en", hidden[begun:stop]):
            end = begun + int(one["end_index"])
            while end > begun and hidden[end - 1].isspace():
                end -= 1
            if end < stop or hidden[end - 1] in ".!?":
                yield end
        begun = stop


def _window(hidden: str, begun: int) -> int:
    """Return where a part ends that is short enough for the segmenter: its time grows with the square of some texts."""
    stop = begun + _WINDOW
    if stop >= len(hidden):
        return len(hidden)
    for sign in (". ", " "):
        at = hidden.rfind(sign, begun + _WINDOW // 2, stop)
        if at >= 0:
            return at + len(sign)
    return stop


def _closed(flat: str, end: int) -> int:
    """Return an end moved behind the signs that close the sentence."""
    closers = _CLOSERS.match(flat, end)
    if closers is None:
        return end
    after = flat[closers.end() : closers.end() + 1]
    # "**Bold.** Next" closes; "He came. *It*" opens, and has a space before it.
    return closers.end() if not after or after.isspace() or closers[0][-1] in "”」』）】]" else end


def _goes_on(flat: str, end: int) -> bool:
    """Return whether what follows an end is more of the same sentence."""
    before = flat[:end].rstrip(" \"”’')]*_`")[-1:]
    following = _NEXT.match(flat, end)
    if following is None or before in "。！？；｡":
        return False
    word = following[1]
    if not word[0].isalnum():
        return word[0] in ",;:)]}—–" or word.startswith("--")
    if flat[end : end + 1].isalnum():
        return flat[end - 1] not in "]”"
    if _ENUMERATED.match(flat, end):
        return False
    # "llama.cpp" and "xAI" open sentences; other words in small letters do not.
    return word[0].islower() and _NAME.match(word) is None


def _inside(spans: list[tuple[int, int]], at: int) -> bool:
    return any(start < at < end for start, end in spans) if spans else False


def _passed_over(hidden: str, ends: list[int], apart: list[tuple[int, int]]) -> Iterator[int]:
    """Yield ends that the segmenter passes over: behind a bracket, and in a long quote, which it keeps whole."""
    begun = 0
    for end in (*ends, len(hidden)):
        pattern = _MISSED if end - begun > _LONG_QUOTE else _CLOSED
        for one in pattern.finditer(hidden, begun, end):
            at = one.start() + len(one[0].rstrip())
            if not _inside(apart, at):
                yield at
        begun = end


def _short(text: str, start: int, end: int) -> Iterator[Piece]:
    """Yield a sentence, cut at the items inside it where it is long; each has the words before the first item."""
    if end - start <= LONG:
        yield Piece(start, end)
        return
    first = _FIRST_ITEM.search(text, start, end)
    lead = _trimmed(text, start, first.start()) if first and first.start() - start < LONG else None
    lead = lead if lead and lead[1] > lead[0] else None
    begun = start
    for item in _ITEM.finditer(text, first.end() if first else end, end):
        yield Piece(*_trimmed(text, begun, item.end()), lead if begun > start else None)
        begun = item.end()
    yield Piece(*_trimmed(text, begun, end), lead if begun > start else None)


class _Words(NamedTuple):
    never: frozenset[str]
    number: frozenset[str]
    maybe: frozenset[str]
    opens: re.Pattern[str]
    glued: re.Pattern[str]
    division: re.Pattern[str]


@cache
def _words() -> _Words:
    # The base loader leaves "No" and "On" the texts that they are.
    said = yaml.load(Path(__file__).with_name("sentence_words.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    openers = "|".join(sorted(map(re.escape, said["openers"]), key=len, reverse=True))
    return _Words(
        never=frozenset(said["never"]),
        number=frozenset(said["before_number"]),
        maybe=frozenset(said["maybe"]),
        opens=re.compile(rf"\s*[\"“‘(*_]{{0,3}}(?:{openers})\b|\s*$"),
        glued=re.compile(
            r"[.;!?”\"](?:"
            r"(?<=[a-z0-9)\]\"”’;].)(?=(?:SEC\.|Sec\.|SECTION|TITLE|CHAPTER|PART)\s+[0-9IVX])"
            r"|(?<=[a-z)”\"0-9][.;])(?=[“\"]?\((?:[a-zA-Z]|[ivx]{2,5}|\d{1,2})\)\s[A-Za-z])"
            rf"|(?<=[a-z)”\"][.!?])(?=(?:{openers})\s[a-z])"
            r"|(?<=[a-z]{3}\.)\d{1,3}(?=\s[A-Z]))"
        ),
        division=re.compile(r"[^\w§第]*\S+[\s\u2009]*[0-9A-Za-z.:–-]+?[.:](?=\s)"),
    )
