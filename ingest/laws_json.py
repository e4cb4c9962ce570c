"""Records in JSON written out as text, a field a line, so that what they say can be quoted.

A list has a line for each of its values; fields of fields have names with a dot: ``agencies.name: Patent Office``.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graph.record.types import Span
from ingest.decode import Decoded, Unreadable, decode

MAX_FIELDS = 20_000
"""A record of more values is cut off there, and the rest counted as unread."""
MAX_OBJECTS = 1_000_000
"""A file of more objects and lists is not parsed: each costs far more memory than its brackets."""
MAX_RECORDS = 50_000
"""A file of more records is set aside."""

_DEEPEST = 8
Record = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value of a record, and where it stands in the record's text."""

    path: str
    value: str
    span: Span
    """The whole line, or where that is long the value alone."""
    group: int = 0
    """Values of one object in a list have the same number."""


@dataclass(slots=True)
class Sheet:
    """A record as text."""

    fields: list[Field] = field(default_factory=list)
    cut: int = 0
    """How many values are not written: too many, or nested too deep."""
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def add(self, path: str, value: str, group: int = 0) -> None:
        """Write a line for a value."""
        if len(self.fields) >= MAX_FIELDS:
            self.cut += 1
            return
        mark = f"{path}: "
        start = self._length + (0 if len(value) <= _LONGEST_LINE else len(mark))
        end = self._length + len(mark) + len(value)
        self._write(f"{mark}{value}\n")
        self.fields.append(Field(path=path, value=value, span=Span(start=start, end=end), group=group))

    def append(self, text: str) -> int:
        """Write a longer text below a blank line; return where it begins."""
        self._write("\n")
        start = self._length
        self._write(text)
        return start

    def of(self, paths: Iterable[str]) -> list[Field]:
        """Return the values of the first of ``paths`` that has any."""
        return next((found for path in paths if (found := [one for one in self.fields if one.path == path])), [])

    def first(self, paths: Iterable[str]) -> Field | None:
        """Return the first value of the first of ``paths`` that has any."""
        return next(iter(self.of(paths)), None)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


_LONGEST_LINE = 400


def json_records(data: bytes, lists: Iterable[str]) -> tuple[list[Record], bool, tuple[str, ...]] | Unreadable:
    """Return the records in the bytes of a JSON file, whether it is a list of them, and what was mended.

    A list is the whole, the value of one of the fields ``lists``, or an object a line. Raises nothing.
    """
    decoded = decode(data)
    if not isinstance(decoded, Decoded):
        return decoded
    objects = decoded.text.count("{") + decoded.text.count("[")
    if objects > MAX_OBJECTS:
        return Unreadable(reason="the file is too large", detail=f"{objects:,} objects; {MAX_OBJECTS:,} are read")
    try:
        root = _load(decoded.text)
    except (ValueError, RecursionError) as error:
        detail = "it is nested too deep" if isinstance(error, RecursionError) else str(error)[:200]
        return Unreadable(reason="the JSON does not parse", detail=detail)
    within = root if isinstance(root, list) else next((root[name] for name in lists if name in root), None)
    if isinstance(within, list) and len(within) > MAX_RECORDS:
        return Unreadable(reason="the file is too large", detail=f"{len(within):,} records; {MAX_RECORDS:,} are read")
    if isinstance(within, list):
        return [one for one in within if isinstance(one, dict)], True, decoded.repairs
    return [root] if isinstance(root, dict) else [], False, decoded.repairs


def _load(text: str) -> dict[str, object] | list[object]:
    """Raises ValueError and RecursionError."""
    try:
        root: object = _parsed(text)
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2:
            raise
        root = [_parsed(line) for line in lines]
    return root if isinstance(root, dict | list) else []


def _parsed(text: str) -> object:
    # As texts, numbers keep their digits, and a number of a million digits costs nothing.
    root: object = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    return root


def sheet_of(record: Record, without: Iterable[str] = ()) -> Sheet:
    """Return a record as text, all but the fields ``without``, which are longer texts."""
    sheet = Sheet()
    left = frozenset(without)
    groups = iter(range(1, MAX_FIELDS * 2))
    for path, value, group in _values("", {key: value for key, value in record.items() if key not in left}, groups, 0):
        if value:
            sheet.add(path, value, group)
        else:
            sheet.cut += 1
    return sheet


def _values(prefix: str, value: object, groups: Iterator[int], depth: int) -> Iterator[tuple[str, str, int]]:
    """Yield path, text and number of the object of each value; an empty text stands for what is nested too deep."""
    if depth > _DEEPEST:
        yield prefix, "", 0
    elif isinstance(value, dict):
        group = next(groups, 0)
        for name, inner in value.items():
            path = f"{prefix}.{name}" if prefix else str(name)
            for found, text, within in _values(path, inner, groups, depth + 1):
                yield found, text, within or group
    elif isinstance(value, list):
        for inner in value:
            yield from _values(prefix, inner, groups, depth + 1)
    elif value is not None and (text := clean(value)):
        yield prefix, text, 0


def clean(value: object) -> str:
    """Return a value of JSON as text without lone halves of characters, which no file could hold."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd").strip()
