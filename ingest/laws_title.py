"""What a law is called, by its own words: its short title, the purpose that a bill gives, else its first caption."""

import re

LONGEST = 160
"""No title is longer, in characters; a longer line is cut at a word."""

_CITED = re.compile(
    r"\b(?:may|shall) be (?:cited|known|referred to)(?: and (?:may be )?cited)? as (?:the )?"
    r"(?:‘‘|``|[“\"‘'«])\s*(?P<title>[^”\"’'»]{4,200}?)[,.]?\s*(?:’’|''|[”\"’'»])"
)
_PURPOSE = re.compile(
    r"^\s*(?:A BILL|AN ACT|A RESOLUTION|JOINT RESOLUTION)\s+(?P<purpose>(?:To|to)\s[^.\n]{10,400})", re.M
)
_NO_TITLE = re.compile(
    r"\[.*\]?|(?:H|S)\. ?(?:R|J|Con|B)?\b.{0,24}|A BILL|AN ACT|IN THE (?:HOUSE|SENATE)\b.*|BE IT ENACTED\b.*|"
    r"(?:SECTION|SEC\.|Section|Sec\.)\s*1\.?|.{0,20}Congress(?:, .{0,20})?|\W*\d[\d\W]*|M(?:r|s|rs)\. .*|"
    r"(?:SHORT )?TITLES?\.?|ENROLLED\b.*|THE GENERAL ASSEMBLY\b.*|"
    # Captions that any text may begin with.
    r"(?:[IVX\d]+[.)]\s*)?(?:Introduction|Overview|Background|Executive Summary|Summary|Purpose|Preamble|Foreword|"
    r"Scope|Table of Contents|Contents|Definitions?)\W*",
    re.I,
)
_HEAD = 4000
"""So many characters of the beginning are looked at."""


def title_of_law(text: str) -> str | None:
    """Return what a law is called in its own first words; None where they do not tell. Raises nothing."""
    head = text[:_HEAD]
    if cited := _CITED.search(head):
        return _cut(cited["title"])
    if stated := _PURPOSE.search(head):
        return _cut("A bill " + stated["purpose"][:1].lower() + stated["purpose"][1:])
    lines = (" ".join(line.split()) for line in head.split("\n"))
    return next((_cut(line) for line in lines if len(line) > 3 and not _NO_TITLE.fullmatch(line)), None)


def _cut(title: str) -> str:
    """Return a title on one line, without what follows its first sentence where it is long."""
    line = " ".join(title.split()).rstrip(" ,;:")
    if len(line) <= LONGEST:
        return line
    return line[: line.rfind(" ", 0, LONGEST) if " " in line[:LONGEST] else LONGEST].rstrip(" ,;:") + " ..."
