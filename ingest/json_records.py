"""JSON of records: an object, a list of objects, or an object a line; each record on its own, so that one that is
broken costs no other. Bounded in depth and linear in time; nothing here raises."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ingest.reasons import Reason

MAX_BROKEN = 20
"""So many broken lines are told one by one; of what follows only the number is told."""
_MAX_NAMES = 200
_FIRST_LINES = 5
_LOOKED_AT = 1_000_000
_OTHER = "(other fields)"
_BAD = re.compile("[\ud800-\udfff\0]")
_SPACE = " \t\r\n"
_SCAN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^"{}\[\]:,\s]+|"', re.DOTALL)

Object = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonRecord:
    """One object of a file of records."""

    place: str
    """Where it stands: ``record 3``, ``line 3``."""
    fields: Object


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRecord:
    """A place where an object was expected and none can be read; ``place`` is empty where it is the whole file."""

    place: str
    reason: Reason
    detail: str


def json_records(text: str) -> Iterator[JsonRecord | BrokenRecord]:
    """Yield the records of a text in order: of a list, of lines, or the one that the text is."""
    at = _skip(text, 0)
    if text.startswith("[", at):
        yield from _of_list(text, at + 1)
        return
    try:
        root, end = _DECODER.raw_decode(text, at)
        whole = _record("", root) if _skip(text, end) == len(text) else None
    except (ValueError, RecursionError) as error:
        whole = _broken("", error)
    if isinstance(whole, JsonRecord) or (whole is not None and not _holds_lines(text)):
        yield whole
    else:
        yield from _of_lines(text)


def clean(text: str) -> str:
    """Return a text of JSON without what no text file can hold: lone surrogates and NUL become U+FFFD."""
    return _BAD.sub("\ufffd", text)


def text_of(value: object) -> str | None:
    """Return a text value on one line, or a number as a text; None for an empty one and for all else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(clean(str(value)).split()) or None


def count_unread(record: Object, read: Iterable[str]) -> Counter[str]:
    """Return how many values stand in each field, dotted, that is not among ``read`` nor inside one of them."""
    known = frozenset(read)
    counts: Counter[str] = Counter()
    todo: list[tuple[str, object]] = [(clean(name), value) for name, value in record.items()]
    while todo:
        name, value = todo.pop()
        if name in known:
            continue
        if isinstance(value, dict):
            todo += [(f"{name}.{clean(inner)}"[:_MAX_NAMES], one) for inner, one in value.items()]
        elif isinstance(value, list):
            todo += [(name, one) for one in value]
        elif value is not None and value != "":
            counts[name if name in counts or len(counts) < _MAX_NAMES else _OTHER] += 1
    return counts


def first_names(start: bytes) -> frozenset[str]:
    """Return the names of the fields of the first object in the beginning of a file, dotted to the second level.

    The beginning may break off anywhere; what is no JSON gives none.
    """
    text = start.decode("utf-8-sig", "replace").lstrip()
    if text[:1] not in ("{", "["):
        return frozenset()
    names: set[str] = set()
    path: list[str] = []
    last = key = ""
    for found in _SCAN.finditer(text):
        token = found[0]
        if token == '"':
            break  # A text that the beginning cuts off: what stands in it is no sign.
        if token == ":":
            key = last
            if len(path) <= 2:
                names.add(".".join([*path[1:], key]))
        elif token == "{":
            path.append(key)
            key = ""
        elif token == "}":
            if len(path) == 1:
                break
            path = path[:-1]
        last = token[1:-1] if token[0] == '"' else ""
    return frozenset(names)


def _of_list(text: str, at: int) -> Iterator[JsonRecord | BrokenRecord]:
    number = 0
    at = _skip(text, at)
    while not text.startswith("]", at):
        number += 1
        try:
            root, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            yield _broken(f"record {number}", error)
            return
        yield _record(f"record {number}", root)
        at = _skip(text, at)
        if text.startswith(",", at):
            at = _skip(text, at + 1)
        elif not text.startswith("]", at):
            yield _cut(number + 1, at)
            return
    if (rest := _skip(text, at + 1)) < len(text):
        yield _cut(number + 1, rest)


def _cut(number: int, at: int) -> BrokenRecord:
    detail = f"the list breaks off at character {at:,}"
    return BrokenRecord(place=f"record {number}", reason="the JSON does not parse", detail=detail)


def _holds_lines(text: str) -> bool:
    """Return whether one of the first lines is an object, so that the text is no single object that is broken."""
    lines = [line for line in text[:_LOOKED_AT].split("\n") if line.strip()][:_FIRST_LINES]
    return any(isinstance(_of_line(line, ""), JsonRecord) for line in lines)


def _of_lines(text: str) -> Iterator[JsonRecord | BrokenRecord]:
    broken = 0
    at = number = 0
    # Not splitlines: a text of JSON may hold U+2028 as it is.
    while at < len(text):
        end = text.find("\n", at)
        line = text[at : end if end >= 0 else len(text)]
        number += 1
        at = end + 1 if end >= 0 else len(text)
        if not line.strip():
            continue
        found = _of_line(line, f"line {number}")
        broken += isinstance(found, BrokenRecord)
        if isinstance(found, JsonRecord) or broken <= MAX_BROKEN:
            yield found
    if broken > MAX_BROKEN:
        detail = f"{broken - MAX_BROKEN:,} further lines hold no record"
        yield BrokenRecord(place="further lines", reason="the JSON does not parse", detail=detail)


def _of_line(line: str, place: str) -> JsonRecord | BrokenRecord:
    try:
        return _record(place, _DECODER.decode(line))
    except (ValueError, RecursionError) as error:
        return _broken(place, error)


def _record(place: str, root: object) -> JsonRecord | BrokenRecord:
    if isinstance(root, dict):
        return JsonRecord(place=place, fields=root)
    return BrokenRecord(place=place, reason="the JSON holds no record", detail="a value stands where an object belongs")


def _broken(place: str, error: Exception) -> BrokenRecord:
    if isinstance(error, RecursionError):
        return BrokenRecord(place=place, reason="the JSON is nested too deep", detail="more than a thousand levels")
    return BrokenRecord(place=place, reason="the JSON does not parse", detail=str(error)[:200])


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _whole(digits: str) -> int | str:
    # A number of a million digits costs more than linear time to read, and none of ours has so many.
    return int(digits) if len(digits) < 40 else digits


_DECODER = json.JSONDecoder(parse_int=_whole, parse_constant=str)
