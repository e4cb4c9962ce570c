"""Which paragraphs say nothing of their own: navigation, badges, templates, notices printed everywhere."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

_PICTURE = re.compile(
    r"!?\[!\[[^\[\]]{0,300}\]\([^()\s]{0,1000}\)\]\([^()\s]{0,1000}\)|!\[[^\[\]]{0,300}\]\([^()]{0,1000}\)"
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_ANCHOR = re.compile(r"[ \t]*(?:[-*+]|\d{1,2}\.)?[ \t]*\[[^\[\]\n]{1,200}\]\(#[^()\s]{0,200}\)[ \t]*")
_SAID = re.compile(r"[^\W_]")


def is_boilerplate(paragraph: str) -> bool:
    """Return whether a paragraph of a text says nothing of its own. Linear in time."""
    first = paragraph[:1]
    if first and first in "<![" and not _SAID.search(_PICTURE.sub("", _TAG.sub("", _without_comments(paragraph)))):
        return True
    if "](#" in paragraph and all(_ANCHOR.fullmatch(line) or not line.strip() for line in paragraph.split("\n")):
        return True
    marks = _marks()
    if len(paragraph) <= marks.longest:
        lowered = " ".join(paragraph.lower().split())
        if any(has in lowered and pattern.match(lowered) for has, pattern in marks.patterns):
            return True
    return not _SAID.search(paragraph)


def _without_comments(paragraph: str) -> str:
    if "<!--" not in paragraph:
        return paragraph
    parts, at = [], 0
    while (begun := paragraph.find("<!--", at)) >= 0 and (end := paragraph.find("-->", begun)) >= 0:
        parts.append(paragraph[at:begun])
        at = end + 3
    return "".join((*parts, paragraph[at:]))


class _Marks(NamedTuple):
    longest: int
    patterns: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _marks() -> _Marks:
    said = yaml.safe_load(Path(__file__).with_name("passages_words.yaml").read_text(encoding="utf-8"))
    patterns = tuple(
        (str(mark["has"]), re.compile(mark["opens"] if "opens" in mark else rf"(?:{mark['whole']})\Z"))
        for mark in said["marks"]
    )
    return _Marks(longest=int(said["longest"]), patterns=patterns)
