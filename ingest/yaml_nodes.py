"""YAML to nodes that know where they stand, never to objects: a value stays as written.

The language ``no`` stays "no", the paper ``2304.08480`` keeps its zero, and no tag makes anything run. Repairs
keep every offset: a character in the way is exchanged for one that stands for it until the nodes are made.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

NULL = "tag:yaml.org,2002:null"
"""The tag of an empty value."""

_BOM = "\ufeff"
_STRING, _LIST, _MAP = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_LEADING_TAB = re.compile(r"^ *\t[ \t]*(?=\S)", re.MULTILINE)
_ALIAS = re.compile(r"(?:^|[\s,\[{:])\*[^\s*]")
_STAND_INS = {char: chr(0xF8A0 + i) for i, char in enumerate(":@`%*\\\"'&!|>")}
_RESTORE = str.maketrans({stand_in: char for char, stand_in in _STAND_INS.items()})
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_REPAIRS = 12
_MAX_REPAIRED = 400_000


class YamlProblem(Exception):
    """YAML that does not parse: what is wrong, and the line in it, from 0."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class _NodeLoader(_Loader):  # type: ignore[misc, valid-type]
    """A loader that tells an empty value from a text, and no other: half the time of a YAML loader is types."""

    def resolve(self, kind: type[yaml.Node], value: str, implicit: tuple[bool, bool]) -> str:
        if kind is yaml.ScalarNode:
            return NULL if implicit[0] and value in _NULLS else _STRING
        return _LIST if kind is yaml.SequenceNode else _MAP

    def descend_resolver(self, current_node: yaml.Node | None, current_index: object) -> None:
        """Do nothing: no type depends on the place of a value."""

    def ascend_resolver(self) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The nodes of a YAML text."""

    root: yaml.Node | None
    """None if the text holds nothing."""
    repairs: tuple[tuple[str, int], ...] = ()
    """What was mended, and on which line from 0."""
    repeats: bool = False
    """Whether aliases repeat lists or mappings, which is what alias bombs are made of: do not walk such a tree."""


def compose(text: str) -> Tree:
    """Return the node tree of ``text``; offsets are in characters of ``text``.

    Tabs, stray characters, and colons and quotation marks in unquoted values are mended where the text does not
    parse without. Raises YamlProblem where it does not parse at all.
    """
    if _BOM not in text:
        try:
            return Tree(root=yaml.compose(text, Loader=_NodeLoader), repeats=_repeats_collections(text))
        except (yaml.YAMLError, RecursionError, ValueError):
            pass  # The repairs begin; the error comes again if they do not help.
    problem = _UNPRINTABLE.search(text)
    return _compose_mended(text, problem.start() if problem else -1)


def _repeats_collections(text: str) -> bool:
    if "*" not in text or not _ALIAS.search(text):
        return False
    anchors: dict[str, bool] = {}
    return any(_is_bomb(event, anchors) for event in yaml.parse(text, Loader=_NodeLoader))


def _is_bomb(event: yaml.Event, anchors: dict[str, bool]) -> bool:
    if isinstance(event, yaml.AliasEvent):
        return anchors.get(str(event.anchor), True)
    if isinstance(event, yaml.NodeEvent) and event.anchor:
        anchors[event.anchor] = not isinstance(event, yaml.ScalarEvent)
    return False


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub(" ", text)


def _compose_mended(text: str, unprintable: int) -> Tree:
    repairs: list[tuple[str, int]] = []
    if unprintable >= 0:
        repairs.append(("characters that YAML does not allow", text.count("\n", 0, unprintable)))
        text = _printable(text)
    # A text of its own stand-ins would be changed by taking them back.
    tries = 1 if len(text) > _MAX_REPAIRED or text.translate(_RESTORE) != text else _MAX_REPAIRS
    while True:
        tries -= 1
        try:
            root = yaml.compose(text, Loader=_NodeLoader)
        except (yaml.YAMLError, RecursionError, ValueError) as error:
            mended = _mend(text, error) if tries else None
            if mended is None:
                raise _problem(error) from error
            text, repair = mended
            repairs.append(repair)
        else:
            return Tree(root=_restored(root), repairs=tuple(repairs), repeats=_repeats_collections(text))


def _problem(error: Exception) -> YamlProblem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = [str(part) for part in (getattr(error, "context", None), getattr(error, "problem", None)) if part]
    return YamlProblem(", ".join(said) or type(error).__name__, mark.line if mark else 0)


def _mend(text: str, error: Exception) -> tuple[str, tuple[str, int]] | None:
    """Return the text with one repair that fits the error, and the repair; None if none is known to be safe."""
    if tab := _LEADING_TAB.search(text):
        spaced = _LEADING_TAB.sub(lambda found: " " * len(found[0]), text)
        return spaced, ("tabs at the start of lines read as spaces", text.count("\n", 0, tab.start()))
    problem, mark = str(getattr(error, "problem", "")), getattr(error, "problem_mark", None)
    begun = getattr(error, "context_mark", None)
    if mark is None:
        return None
    if "mapping values are not allowed" in problem:
        # Without a key before it on its line, the colon is the key's own and something else is wrong.
        inside = _KEY.match(text, text.rfind("\n", 0, mark.index) + 1, mark.index)
        return _stand_in(text, mark, ":", "a colon in an unquoted value") if inside else None
    if "cannot start any token" in problem or "undefined alias" in problem:
        return _stand_in(text, mark, "@`%*", "a character that cannot begin an unquoted value")
    if begun is not None and ("alphabetic or numeric" in problem or "comment or line break" in problem):
        return _stand_in(text, begun, "*&|>", "a character that cannot begin an unquoted value")
    if "unknown escape character" in problem:
        return _stand_in(text, mark, "\\", "a backslash in a quoted value")
    if "unexpected end of stream" in problem and begun is not None:
        return _stand_in(text, begun, "\"'", "a quotation mark that is never closed")
    return _unquote_line(text, mark)


def _stand_in(text: str, mark: yaml.Mark, chars: str, what: str) -> tuple[str, tuple[str, int]] | None:
    for at in (mark.index, mark.index - 1):
        if 0 <= at < len(text) and text[at] in chars:
            return text[:at] + _STAND_INS[text[at]] + text[at + 1 :], (what, mark.line)
    return None


_KEY = re.compile(r"[ \t]*(?:-[ \t]+)*[\w.-]+:[ \t]")
_QUOTED_START = re.compile(r"""[ \t]*(?:-[ \t]+)*(?:[\w.-]+:[ \t]+)?["'][^\n]*""")


def _unquote_line(text: str, mark: yaml.Mark) -> tuple[str, tuple[str, int]] | None:
    """Take the quotation marks of a line like ``name: "A" and "B"`` as part of its value."""
    start = text.rfind("\n", 0, mark.index) + 1
    line = _QUOTED_START.match(text, start)
    if line is None or line[0].rstrip()[-1] in "]},":
        return None
    plain = line[0].replace('"', _STAND_INS['"']).replace("'", _STAND_INS["'"])
    return text[:start] + plain + text[line.end() :], ("quotation marks inside a value", mark.line)


def _restored(root: yaml.Node | None) -> yaml.Node | None:
    for node in scalars(root):
        restored = node.value.translate(_RESTORE)
        node.value = restored if restored == node.value else _unquoted(restored)
    return root


def _unquoted(value: str) -> str:
    """Drop a quotation mark that only opens a value, or the two that only enclose it."""
    mark = value[:1]
    if mark not in ('"', "'") or value.count(mark) > 2 or (value.count(mark) == 2 and value[-1] != mark):
        return value
    return value.strip(mark)


def scalars(root: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Yield every scalar at or below ``root`` once, keys included."""
    met: set[int] = set()
    todo = [] if root is None else [root]
    while todo:
        node = todo.pop()
        if id(node) in met:
            continue
        met.add(id(node))
        if isinstance(node, yaml.MappingNode):
            todo += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            todo += node.value
        elif isinstance(node, yaml.ScalarNode):
            yield node
