"""JSON as a table: a list of objects, or an object a line. Fields of fields become columns: ``author.name``."""

import json
from collections.abc import Iterator, Mapping, Sequence

from graph.record.cells import MAX_CELLS, MAX_COLUMNS
from ingest.decode import Decoded, Unreadable, decode
from ingest.tables.render import cell_text, render_table

_DEEPEST = 6
Object = Mapping[str, object]


def json_table(data: bytes, records: tuple[str, ...] = ()) -> Decoded | Unreadable:
    """Return the text of the table in JSON. ``records`` are the fields that lead to its list of objects.

    Without them it is the whole, or the only list of objects right inside. Numbers stay as they are written; the
    values of a list are parted by line breaks. Raises nothing, whatever the bytes.
    """
    decoded = decode(data)
    if isinstance(decoded, Unreadable):
        return decoded
    try:
        objects = _objects(decoded.text, records)
    except (ValueError, RecursionError) as error:
        return Unreadable(reason="the file is no table", detail=_short(error))
    if isinstance(objects, str):
        return Unreadable(reason="the file is no table", detail=objects)
    return _rendered(objects, decoded.repairs)


def _rendered(objects: Sequence[Object], repairs: tuple[str, ...]) -> Decoded | Unreadable:
    flat = [dict(_flat("", one, 0)) for one in objects]
    header = list(dict.fromkeys(name for row in flat for name in row))
    if len(header) > MAX_COLUMNS or len(header) * len(flat) > MAX_CELLS:
        detail = f"{len(flat):,} objects with {len(header):,} fields between them"
        return Unreadable(reason="the table is too large", detail=detail)
    return render_table(header, ([row.get(name, "") for name in header] for row in flat), repairs)


def _objects(text: str, records: tuple[str, ...]) -> list[Object] | str:
    """Return the objects in a text, or what is in the way. Raises ValueError and RecursionError."""
    try:
        root = _load(text)
    except ValueError:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2:
            raise
        root = [_load(line) for line in lines]
    for name in records:
        if not isinstance(root, dict) or name not in root:
            return f"it has no field {name!r}"
        root = root[name]
    if isinstance(root, dict) and not records:
        lists = [value for value in root.values() if _table(value)]
        root = lists[0] if len(lists) == 1 else [root]
    table = _table(root)
    return table if table else "it holds no list of objects"


def _load(text: str) -> object:
    # As texts, numbers keep their digits, and a number of a million digits costs nothing.
    root: object = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    return root


def _table(value: object) -> list[Object]:
    """Return the objects of a list that holds nothing else; none where it is no such list."""
    if not isinstance(value, list):
        return []
    objects: list[Object] = [one for one in value if isinstance(one, dict)]
    return objects if len(objects) == len(value) else []


def _flat(prefix: str, value: Object, depth: int) -> Iterator[tuple[str, str]]:
    for name, inner in value.items():
        whole = f"{prefix}{name}"
        if isinstance(inner, dict) and depth < _DEEPEST:
            yield from _flat(f"{whole}.", inner, depth + 1)
        elif isinstance(inner, list) and not any(isinstance(one, dict | list) for one in inner):
            yield whole, cell_text(inner)
        elif isinstance(inner, dict | list):
            yield whole, json.dumps(inner, ensure_ascii=False)
        else:
            yield whole, cell_text(inner)


def _short(error: Exception) -> str:
    return str(error)[:200] if isinstance(error, ValueError) else "it is nested too deep"
