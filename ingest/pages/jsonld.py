"""JSON-LD as pages have it: several blocks, graphs that refer to each other, and JSON that breaks its own rules."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
"""A value of JSON."""

MAX_NODES = 20_000
"""No more objects of one page are looked at."""
_TOKEN = re.compile(
    r'"((?:[^"\\\n]|\\.|\n(?!\s{0,40}"[\w@:-]{1,60}"\s{0,3}:))*)"?|([{}\[\]:])|([^\s{}\[\]:,"]+)', re.DOTALL
)
"""A text, which may hold line breaks, but ends where the next line begins with a key; a mark; a bare word."""
MAX_CHARACTERS = 1_000_000
"""No more of a broken block is read."""
_WRAPPINGS = ("<!--", "-->", "/*", "*/", "//", "<![CDATA[", "]]>", ";")


def read_json(text: str) -> Json:
    """Return the value that ``text`` holds; of broken JSON what can be made out of it. Raises nothing.

    Missing and trailing commas, brackets never closed or closed twice, line breaks in texts and marks of comments
    around the whole are passed over.
    """
    try:
        value: Json = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return _recovered(_unwrapped(text[:MAX_CHARACTERS]))
    return value


def _unwrapped(text: str) -> str:
    """Take marks of comments and the like off both ends."""
    for _ in range(4):
        text = text.strip()
        for mark in _WRAPPINGS:
            text = text.removeprefix(mark).removesuffix(mark)
    return text


class _Builder:
    """Puts tokens together, closing what was left open."""

    def __init__(self) -> None:
        self.root: Json = None
        self.open: list[list[Json] | dict[str, Json]] = []
        self.keys: list[str | None] = []
        self.pending: str | None = None

    def put(self, value: Json) -> None:
        """Add a value to what is open. A text where a key belongs waits to be one."""
        if not self.open:
            self.root = value if self.root is None else self.root
        elif isinstance(top := self.open[-1], list):
            top.append(value)
        elif (key := self.keys[-1]) is not None:
            top[key] = value
            self.keys[-1] = None
        elif isinstance(value, str):
            self.pending = value

    def begin(self, value: list[Json] | dict[str, Json]) -> None:
        """Open a list or an object."""
        self.put(value)
        self.open.append(value)
        self.keys.append(None)

    def end(self, kind: type) -> None:
        """Close the nearest open list or object, and all inside it; nothing where none is open."""
        if any(isinstance(one, kind) for one in self.open[-64:]):
            while not isinstance(self.open.pop(), kind):
                self.keys.pop()
            self.keys.pop()

    def colon(self) -> None:
        """Make the text before a colon a key."""
        if self.open and isinstance(self.open[-1], dict):
            self.keys[-1], self.pending = self.pending, None


def _recovered(text: str) -> Json:
    build = _Builder()
    for found in _TOKEN.finditer(text):
        string, mark, bare = found.groups()
        if string is not None:
            build.put(_string(string))
        elif mark in ("{", "["):
            build.begin({} if mark == "{" else [])
        elif mark in ("}", "]"):
            build.end(dict if mark == "}" else list)
        elif mark == ":":
            build.colon()
        else:
            build.put(_bare(bare))
    return build.root


def _string(inside: str) -> str:
    try:
        return str(json.loads(f'"{inside}"', strict=False))
    except ValueError:
        return inside.replace("\\", "")


def _bare(word: str) -> Json:
    try:
        value = json.loads(word)
    except (ValueError, RecursionError):
        return word
    return value if isinstance(value, int | float | bool | None) else word


Node = Mapping[str, Json]


def objects(values: Sequence[Json]) -> list[Node]:
    """Return all objects in ``values`` in order, outer ones first; at most ``MAX_NODES``. Not recursive."""
    found: list[Node] = []
    todo: list[Json] = list(reversed(values))
    while todo and len(found) < MAX_NODES:
        value = todo.pop()
        if isinstance(value, dict):
            found.append(value)
            todo += reversed([inner for inner in value.values() if isinstance(inner, dict | list)])
        elif isinstance(value, list):
            todo += reversed(value)
    return found


def types_of(node: Node) -> tuple[str, ...]:
    """Return the types of a node without their namespace."""
    kinds = node.get("@type")
    several = kinds if isinstance(kinds, list) else [kinds]
    return tuple(re.split(r"[/#:]", kind)[-1] for kind in several if isinstance(kind, str))


def texts(value: Json, by_id: Mapping[str, Node], key: str = "name") -> Iterator[str]:
    """Yield the texts that a value gives: itself, those of a list, or ``key`` of objects, also of ones referred to."""
    for one in value[:50] if isinstance(value, list) else [value]:
        node = one
        if isinstance(node, dict) and key not in node and isinstance(ref := node.get("@id"), str):
            node = dict(by_id.get(ref, node))
        if isinstance(node, dict):
            inner = node.get(key)
            node = inner[0] if isinstance(inner, list) and inner else inner
        if isinstance(node, dict):
            node = node.get("@value")
        if isinstance(node, str | int | float) and not isinstance(node, bool) and str(node).strip():
            yield " ".join(unescape(str(node)).split())
