"""What a law amends or repeals, where its title or its own amending formula says so."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Relation = Literal["AMENDS", "REPEALS"]

_LONGEST = 3_000
_EU = re.compile(
    r"\b(?P<verb>amending|repealing|and amending|and repealing)\s+(?=(?:Council |Commission |Implementing |Delegated )*"
    r"(?:Regulation|Directive|Decision))",
    re.IGNORECASE,
)
_EU_PART = re.compile(
    r"(?P<kind>Regulations?|Directives?|Decisions?)\b"
    r"|(?:\((?:EU|EC|EEC|Euratom)(?:, Euratom)?\)\s?)?(?P<no>No\.?\s?)?(?P<a>\d{1,4})/(?P<b>\d{1,4})(?:/(?:EU|EC|EEC))?"
    r"(?![\d/])"
)
_EU_BETWEEN = re.compile(
    r"(?:[\s,]|\band\b|\bas well as\b|\bCouncil\b|\bCommission\b|\bImplementing\b|\bDelegated\b|\(EU\)|\(EC\)"
    r"|of the European Parliament and of the Council)*",
    re.IGNORECASE,
)
_LETTER = {"reg": "R", "dir": "L", "dec": "D"}
_NAME = (
    r"(?:[A-Z][\w'’.–-]{0,40}|[A-Z]\.)(?:,?\s(?:[A-Z][\w'’.–-]{0,40}|of|and|for|in|the|on|to|with|by|from|&)(?=[\s,])){0,14}?"
    r"\sAct(?:\sof\s(?:19|20)\d\d|\sfor\sFiscal\sYear\s\d{4})?"
)
_TITLE = re.compile(
    rf"\b(?:To|to)\s(?P<verb>amend|repeal)(?:\sand\s\w{{1,20}})?\sthe\s"
    rf"(?P<names>{_NAME}(?:(?:,|,?\sand)\sthe\s{_NAME}){{0,5}})"
)
_ONE = re.compile(_NAME)
_FORMULA = re.compile(
    rf"(?:\bof\sthe|\bThe|\bthe)\s(?P<name>{_NAME})"
    r"(?:\s\([^()\n]{1,90}\))?(?:,\sas\s(?:so\s)?(?:amended|added|redesignated)\sby[^.;\n]{1,90}?,)?"
    r"\s(?:is|are)\s(?:further\s)?(?P<verb>amended|repealed)\b"
)


class Related(NamedTuple):
    """A law that another one amends or repeals."""

    relation: Relation
    key: str
    start: int
    end: int
    """Start and end of the words that say so."""


def related_in_title(title: str) -> Iterator[Related]:
    """Yield what the title of a law says that it amends or repeals, each with the place of its name."""
    title = title[:_LONGEST]
    for verb in _EU.finditer(title):
        yield from _european(title, verb.end(), "REPEALS" if "repeal" in verb["verb"].lower() else "AMENDS")
    for found in _TITLE.finditer(title):
        relation: Relation = "REPEALS" if found["verb"] == "repeal" else "AMENDS"
        for name in _ONE.finditer(found["names"]):
            start = found.start("names") + name.start()
            yield Related(relation, f"Policy:{_plain(name[0])}", start, start + len(name[0]))


def related_in_text(text: str) -> Iterator[Related]:
    """Yield the named acts of which a text says in its own formula that they are amended or repealed.

    "Section 5 of the X Act of 2020 (15 U.S.C. 9411) is amended": X is amended, and only a formula that speaks of an
    act as a whole says that it is repealed.
    """
    for line in re.finditer(r"[^\n]+", text):
        if " amended" not in line[0] and " repealed" not in line[0]:
            continue
        for found in _FORMULA.finditer(text, line.start(), line.end()):
            relation: Relation = "AMENDS" if found["verb"] == "amended" else "REPEALS"
            if relation == "AMENDS" or found[0].startswith("The"):
                yield Related(relation, f"Policy:{_plain(found['name'])}", found.start(), found.end())


def _european(title: str, at: int, relation: Relation) -> Iterator[Related]:
    """Yield the laws in a list like "Regulations (EC) No 300/2008 and (EU) 2018/858 and Directive 2014/90/EU"."""
    letter = ""
    while True:
        between = _EU_BETWEEN.match(title, at)
        found = _EU_PART.match(title, between.end() if between else at)
        if found is None:
            return
        at = found.end()
        if found["kind"]:
            letter = _LETTER[found["kind"][:3].lower()]
        elif number := _celex(found, letter):
            yield Related(relation, f"celex:{number}", found.start(), found.end())


def _celex(found: re.Match[str], letter: str) -> str | None:
    """Return a CELEX number; None where no year can be told."""
    year, number = (found["b"], found["a"]) if found["no"] else (found["a"], found["b"])
    year = f"19{year}" if len(year) == 2 else year
    plausible = len(year) == 4 and 1957 <= int(year) <= 2100
    return f"3{year}{letter}{int(number):04}" if letter and plausible else None


def _plain(name: str) -> str:
    return " ".join(name.split())
