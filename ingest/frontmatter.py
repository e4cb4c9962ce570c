"""The YAML front matter of a markdown text: where it stands, and its fields with exact offsets."""

import re
from dataclasses import dataclass

import yaml

from ingest.reasons import Reason
from ingest.yaml_nodes import Tree, YamlProblem, compose

MAX_CHARACTERS = 4_000_000
"""A longer front matter is set aside unread."""

_OPEN = re.compile(r"[ \t\r\n\ufeff]*---[ \t]*(?:\r\n|\n|\r)")
_CLOSE = re.compile(r"(?<=[\r\n])---[ \t]*(?=[\r\n]|\Z)")
_BREAK = re.compile(r"^(?:[ \t]*\r?\n|#{1,6}[ \t])", re.MULTILINE)
_METADATA = re.compile(r"^[\w.-]+[ \t]*:(?:[ \t\r]|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of the front matter."""

    key: str
    start: int
    """Where its key begins, in characters of the whole text."""
    value: yaml.Node
    """Its value; the marks in it count from the front matter's ``offset``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The fields at the top of a text; none where it has no front matter."""

    fields: tuple[Field, ...] = ()
    offset: int = 0
    """Where the YAML begins: added to a mark's index it gives an offset in the text."""
    end: int = 0
    """Where the body begins, after the closing line."""
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """Front matter that cannot be read."""

    reason: Reason
    detail: str


def front_matter_end(text: str) -> int:
    """Return where the body of ``text`` begins: 0 where no closed front matter stands at its top."""
    opened = _OPEN.match(text)
    closed = _closing(text, opened.end()) if opened else None
    return closed.end() if closed else 0


def read_front_matter(text: str) -> FrontMatter | Broken:
    """Return the front matter of ``text``. Raises nothing.

    It is a mapping between two lines ``---`` of which the first is the first line with anything in it. What does
    not parse is mended where that is safe, and said; what then does not parse is broken, unless it looks like
    prose between two rules.
    """
    opened = _OPEN.match(text)
    if opened is None:
        return FrontMatter()
    closed = _closing(text, opened.end())
    if closed is None:
        return _unclosed(text, opened.end())
    if closed.start() - opened.end() > MAX_CHARACTERS:
        return Broken(reason="the YAML front matter is too large", detail=f"more than {MAX_CHARACTERS:,} characters")
    blank = opened[0].lstrip(" \t\ufeff")[0] in "\r\n"
    notes = ("blank lines before the front matter passed over",) if blank else ()
    return _parsed(text, opened.end(), closed.start(), closed.end(), notes)


def _closing(text: str, start: int) -> re.Match[str] | None:
    """Return the first closing line at or after ``start``, itself the start of a line."""
    found = [_closing_after(text, line_end, start - 1) for line_end in ("\n---", "\r---")]
    return min((closing for closing in found if closing), key=lambda closing: closing.start(), default=None)


def _closing_after(text: str, line_end: str, at: int) -> re.Match[str] | None:
    # Finding a fixed text is many times faster than trying a pattern at every line of a long front matter.
    while (at := text.find(line_end, at)) >= 0:
        at += 1
        if closing := _CLOSE.match(text, at):
            return closing
    return None


def _parsed(text: str, start: int, stop: int, end: int, notes: tuple[str, ...]) -> FrontMatter | Broken:
    first_line = _line(text, start)
    try:
        tree = compose(text[start:stop])
    except YamlProblem as problem:
        if not _METADATA.search(text, start, stop):
            return FrontMatter(repairs=("what stands between two lines --- is no metadata: read as text",))
        return Broken(
            reason="the YAML front matter does not parse", detail=f"line {first_line + problem.line}: {problem}"
        )
    if not isinstance(tree.root, yaml.MappingNode):
        empty = tree.root is None or not text[start:stop].strip()
        said = () if empty else ("what stands between two lines --- is no metadata: read as text",)
        return FrontMatter(end=end if empty else 0, repairs=said)
    if tree.repeats:
        return Broken(
            reason="the YAML front matter repeats lists or mappings by aliases", detail=f"lines from {first_line}"
        )
    mended = tuple(f"line {first_line + line}: {what}" for what, line in tree.repairs)
    return FrontMatter(fields=_fields(tree.root, start), offset=start, end=end, repairs=notes + mended)


def _fields(root: yaml.MappingNode, offset: int) -> tuple[Field, ...]:
    return tuple(
        Field(
            key=key.value.strip() if isinstance(key, yaml.ScalarNode) else "(a key that is no text)",
            start=offset + key.start_mark.index,
            value=value,
        )
        for key, value in root.value
    )


def _unclosed(text: str, start: int) -> FrontMatter:
    """Read what stands up to the first blank line or heading, if it is a mapping; else it is text."""
    until = _BREAK.search(text, start)
    stop = min(until.start() if until else len(text), start + MAX_CHARACTERS)
    try:
        tree = compose(text[start:stop])
    except YamlProblem:
        tree = Tree(root=None)
    root = None if tree.repeats else tree.root
    if not isinstance(root, yaml.MappingNode) or not _METADATA.match(text, start):
        return FrontMatter(repairs=("the front matter that line 1 opens is never closed: read as text",))
    said = f"the front matter is never closed: taken to end before line {_line(text, stop)}"
    mended = tuple(f"line {_line(text, start) + line}: {what}" for what, line in tree.repairs)
    return FrontMatter(fields=_fields(root, start), offset=start, end=stop, repairs=(said, *mended))


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
