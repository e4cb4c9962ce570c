"""The lines of a text put together into what is read as one: a paragraph, an item of a list, a heading, a row."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_HEADING, _RULE = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)"), re.compile(r"[\s*_=~`|:+#>.•·—–-]+")
_BULLET = re.compile(r"(?P<indent>[ \t>]*)(?P<sign>[-*+•◦▪●‣·–—○✅❌✔➡→]|\\-)[ \t]+(?=\S)")
_NUMBER = re.compile(
    r"(?P<indent>[ \t\u3000>]*)[“\"‘']{0,2}"
    r"(?P<marker>[(（](?P<inner>[0-9]{1,3}|[a-zA-Z]{1,2}|[ivxIVX]{1,6}|[一二三四五六七八九十]{1,3})[)）]"
    r"(?=[\s\w“\"‘'*(（])"
    r"|(?P<plain>[0-9]{1,3}|[a-zA-Z]|[ivx]{1,5})[.)](?=[ \t])|[一二三四五六七八九十]{1,3}、|[①-⑳])"
)
_LAW = re.compile(
    r"\s*[“\"]?(?:(?:SEC|Sec|SUBD|Subd|ART|Art)\.|(?:SECTION|Section|ARTICLE|Article|CHAPTER|Chapter|TITLE|PART|Subpart)\s|§|第[0-9一二三四五六七八九十百零〇两]{1,6}[条章节编])"
    r"[\s\u2009]*[0-9A-Z一-龥]"
)
_QUOTE = re.compile(r"[ \t]*>+[ \t]?")
_TABLE = re.compile(r"\s*\|.*\||\s*\|[^|]*$")
_ENDED = re.compile(
    r"[.!?:;。！？：；…—]+[\"'”’)\]）】」』*_`]*(?:and|or|\[\d{1,3}\])?\s*$|--\s*$|[;；,]\s*(?:and|or)\s*$"
)
_WRAPPED, _NEAR = 140, 0.65
_LINE_END = re.compile(r"[\u2028\u2029\x85]|\r(?!\n)")
_ROW = re.compile(r"\s*<tr\b", re.IGNORECASE)
_TAGS, _BETWEEN_TAGS = re.compile(r"<[^<>]{0,2000}>"), re.compile(r"(?<=>)\s*[^<>\s][^<>]*")
_SPAN_TAG = re.compile(
    r"<(?:/?(?:p|div|br|td|tr|th|li|ul|ol|table|tbody|thead|h[1-6]|details|summary|center|hr)\b)[^<>]{0,300}>"
)


class Part(NamedTuple):
    """What is read as one; it has no mark of its kind around it."""

    start: int
    end: int
    kind: str
    """text, item, heading or row."""
    level: str = ""
    """Of an item: what its marker is like; items of one list are alike in it."""
    letter: str = ""
    """Of an item: what stands in its marker."""


def parts_of(text: str, start: int, end: int) -> Iterator[Part]:
    """Yield the parts of ``text`` between two offsets, in order. Linear in time."""
    open_part: Part | None = None
    last, widest, at = "", 0, start
    row = -1
    for line in _LINE_END.sub("\n", text[start:end]).split("\n"):
        if row >= 0 or _ROW.match(line):
            # The cells of a row of HTML stand on lines of their own.
            row = at + len(line) - len(line.lstrip()) if row < 0 else row
            if "</tr" in line[-4000:] or "<tr" in line.lstrip()[3:]:
                yield from (
                    one for one in (open_part, _html_row(text, row, at + len(line.rstrip()))) if one is not None
                )
                open_part, row = None, -1
            last, at = line, at + len(line) + 1
            continue
        found = _part(line, at)
        if found is None:
            widest = 0
        if open_part is not None and (found is None or not _continues(open_part, last, found, line, widest)):
            yield open_part
            open_part = None
        if found is not None:
            open_part = found if open_part is None else open_part._replace(end=found.end)
            widest = max(widest, len(line))
        last, at = line, at + len(line) + 1
    if row >= 0 and (left := _html_row(text, row, end)) is not None:
        open_part = left if open_part is None else open_part._replace(end=left.end)
    if open_part is not None:
        yield open_part


def _html_row(text: str, start: int, end: int) -> Part | None:
    """Return a row of HTML without the tags around it, or None where it holds no text."""
    words = [found for found in _BETWEEN_TAGS.finditer(text, start, end) if any(map(str.isalnum, found[0]))]
    if not words:
        return None
    first, last = words[0][0], words[-1][0]
    begin = words[0].start() + len(first) - len(first.lstrip())
    return Part(begin, words[-1].start() + len(last.rstrip()), "row")


def _part(line: str, at: int) -> Part | None:
    """Return what a line is taken alone, or None where it says nothing."""
    stripped = line.strip()
    if not stripped or _RULE.fullmatch(stripped) or (stripped[0] == "<" and not _TAGS.sub("", stripped).strip()):
        return None
    begin = at + len(line) - len(line.lstrip())
    end = at + len(line.rstrip())
    first = stripped[0]
    if first == "#" and (mark := _HEADING.match(line)):
        return Part(at + mark.end(), end - (len(stripped) - len(stripped.rstrip("# \t"))), "heading")
    if first == "|" and len(stripped) > 1:
        inner = stripped.strip("| \t")
        begin += stripped.index(inner)
        return Part(begin, begin + len(inner), "row") if inner else None
    if bullet := _BULLET.match(line):
        level = f"{bullet['sign']}{len(bullet['indent'].expandtabs(4))}"
        return Part(at + bullet.end(), end, "item", level)
    if number := _NUMBER.match(line):
        return Part(begin, end, "item", *_level(number))
    if first == ">" and (quoted := _QUOTE.match(line)) and quoted.end() < len(line.rstrip()):
        return Part(at + quoted.end(), end, "text")
    return Part(begin, end, "law" if _LAW.match(line) else "text")


def _level(number: re.Match[str]) -> tuple[str, str]:
    inner = number["inner"] or number["plain"] or ""
    kind = "1" if inner.isdigit() else "a" if inner.islower() else "A" if inner.isupper() else "一"
    around = "(" if number["inner"] else "."
    return f"{around}{kind}{len(number['indent'].expandtabs(4)) if around == '.' else ''}", inner


def _continues(open_part: Part, last: str, found: Part, line: str, widest: int) -> bool:
    """Return whether a line goes on with what is open: it was broken at a width, or begins in the middle."""
    if found.kind != "text" or open_part.kind in ("heading", "row"):
        return False
    if _SPAN_TAG.search(last[-300:]) or _SPAN_TAG.match(line.lstrip()):
        return False
    if last.rstrip().endswith((",", "，", "、")):
        return True
    words = line.split(None, 1)
    width = max(widest, len(line))
    if width > _WRAPPED:
        # Lines that long are whole paragraphs: only one that begins in the middle of a sentence belongs to the last.
        return not _ENDED.search(last[-40:]) and words[0][:1].islower()
    full = len(last) + 1 + len(words[0]) > width or len(last) >= _NEAR * width
    if _ENDED.search(last[-40:]):
        return full and not last.rstrip().endswith((":", ";", "—", "--", "：", "；"))
    return full or words[0][:1].islower()
