"""The words of dates, read once from ``data/dates.yaml``, and the patterns made of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from graph.ontology.quantities_words import LETTER, MARKS, one_of

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_YEAR = "(?:1[5-9]|20|21)[0-9]{2}"
_Y = f"(?P<y>{_YEAR})"
_M = "(?P<m>[01]?[0-9])"
_D = "(?P<d>[0-3]?[0-9])"
# A time of day behind a date, with its zone; the day is the one that is written.
_TIME = (
    "(?:(?:T|,? (?:at )?)[0-2]?[0-9]:[0-5][0-9](?::[0-6][0-9](?:[.,][0-9]{1,9})?)?"
    " ?(?:[ap]\\.?m\\.?)? ?(?:Z|UTC|GMT|[A-Z]{2,4}T|[+-][0-9]{2}:?(?:[0-9]{2})?)?)?"
)
_APART = "(?![-/.,:]?[0-9])"
_END = "(?![0-9]|[-.,/:][0-9]|[%°$€])"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """The words of dates and the patterns made of them."""

    forms: tuple[re.Pattern[str], ...]
    """Ways to write a date, in the order in which they are tried.

    Groups: y, m, d numbers; n what must be the name of a month, week that of a day of the week; a and b day and
    month in an order that is not said; era, ey, cy, cm, cd as East Asian texts have them; bare a year with nothing
    beside it; rel, weekday, count and unit what is counted from a reference."""
    marks: re.Pattern[str]
    """What stands in every date: a year, or a word that counts from a reference."""
    months: Mapping[str, int]
    capital: frozenset[str]
    """Names of months that count only with a capital."""
    weekdays: Mapping[str, int]
    """Monday is 0."""
    cue: re.Pattern[str]
    """At the end of the text before a bare year: a word that makes a date of it."""
    eras: Mapping[str, int]
    """The year before the first one of an era."""
    digits: Mapping[str, int]
    relative: Mapping[str, tuple[str, int]]
    """Unit and how many of them from the reference, by phrase."""
    counts: Mapping[str, int]


@cache
def shipped_date_words() -> DateWords:
    """Return the words that ship, with their patterns."""
    text = files("graph.ontology").joinpath("data", "dates.yaml").read_text("utf-8")
    # The safe loader, in C where there is one.
    read = yaml.load(text, Loader=_LOADER)
    relative = {word: (unit, shift) for unit, words in read["relative"].items() for word, shift in words.items()}
    forms = (*_numeric(), *_named(read), *_east_asian(read), *_parts(read), *_relative(read, relative))
    return DateWords(
        forms=tuple(re.compile(f"(?i:{form})(?!{LETTER})") for form in forms),
        marks=_marks(read, relative),
        months={word.casefold(): number for number, words in enumerate(read["months"], 1) for word in words},
        capital=frozenset(read["capital"]),
        weekdays={word.casefold(): number for number, words in enumerate(read["weekdays"]) for word in words},
        cue=_cue(read),
        eras=read["eras"],
        digits=read["digits"],
        relative=relative,
        counts=read["counts"],
    )


def _cue(read: Any) -> re.Pattern[str]:  # noqa: ANN401 - what a file holds is checked by what is made of it
    word = f"(?:^|(?<!{LETTER}))(?i:{one_of(read['year_cues'])})"
    link = f"{_YEAR},? (?i:{one_of(read['year_links'])})"
    return re.compile(f"(?:{word}|{link}) ?{MARKS}$")


def _numeric() -> tuple[str, ...]:
    return (
        f"{_Y}-{_M}-{_D}{_TIME}{_APART}",
        f"{_Y}(?P<by>[/.]){_M}(?P=by){_D}{_TIME}{_APART}",
        f"(?P<a>[0-3]?[0-9])(?P<by>[-/.])(?P<b>[0-3]?[0-9])(?P=by){_Y}{_TIME}{_APART}",
        f"{_D}\\. {_M}\\. {_Y}{_TIME}{_APART}",
        f"{_Y}[-/](?P<m>[01][0-9]){_APART}",
        f"{_M}/{_Y}{_APART}",
    )


def _named(read: Any) -> tuple[str, ...]:  # noqa: ANN401
    # Any word stands here for a name: to look it up is many times faster than to have all names in each form.
    name = "(?P<n>[^\\W\\d_]{3,12})\\.?"
    link = f"(?: (?:{one_of(read['links'])}))?"
    ordinal = f"(?:{one_of(read['ordinals'])}|\\.)?"
    week = "(?:(?P<week>[^\\W\\d_]{3,9})\\.?,? )?"
    end = "(?![0-9]|[.,][0-9])"
    return (
        f"{week}{_D} ?{ordinal}{link}[ -]{name},?{link}[ -]{_Y}(?![0-9]){_TIME}",
        f"{week}{name} ?{_D}{ordinal},? {_Y}{_TIME}{end}",
        f"{_Y}[ -]{name}[ -]{_D}{end}",
        f"{name},?{link}[ -]{_Y}{end}",
        f"{_Y} {name}",
    )


def _east_asian(read: Any) -> tuple[str, ...]:  # noqa: ANN401
    digits = "".join(read["digits"])
    small = f"(?:[0-9]{{1,2}}|[{digits}十]{{1,3}})"
    year = f"(?:(?P<era>{one_of(read['eras'])}) ?(?P<ey>{small}|元)|(?P<cy>{_YEAR}|[{digits}]{{4}})) ?[年년]"
    narrowed = "(?:第?[一二三四1-4] ?季度?|[上下]半年|年?[初中底末])"
    return (
        f"{year} ?(?P<cm>{small}) ?[月월](?: ?(?P<cd>{small}) ?[日号號일])?",
        f"{year} ?{narrowed}",
        f"{year}(?!代)",
    )


def _parts(read: Any) -> tuple[str, ...]:  # noqa: ANN401
    quarter = f"(?:[QH][1-4]|[1-4][QH]|(?:{one_of(read['quarters'])})[ -](?:{one_of(read['quarter_words'])}))"
    return (
        f"{quarter}[ -]?(?:of )?(?:the year )?{_Y}{_END}",
        f"{_Y}[ -]?[QH][1-4]{_END}",
        f"(?:{one_of(read['parts'])})[ -]{_Y}{_END}",
        f"(?P<bare>{_YEAR}){_END}(?!-[a-z])",
    )


def _relative(read: Any, relative: Iterable[str]) -> tuple[str, ...]:  # noqa: ANN401
    days = one_of({word for words in read["weekdays"] for word in words if len(word) > 5})
    count = f"(?P<count>[0-9]{{1,3}}|{one_of(read['counts'])})"
    return (
        f"(?P<rel>{one_of(relative)})",
        f"(?:{one_of(read['last'])}) (?P<weekday>{days})",
        f"{count} (?P<unit>day|month|year)s? ago",
    )


def _marks(read: Any, relative: Iterable[str]) -> re.Pattern[str]:  # noqa: ANN401
    # To look for the few things that dates have is many times faster than to try every form everywhere.
    words = sorted({*relative, *read["last"], "ago"}, key=lambda word: (-len(word), word))
    either = "|".join(f"[{word[0].lower()}{word[0].upper()}]{re.escape(word[1:])}" for word in words)
    east = f"(?:{one_of(read['eras'])})|[{''.join(read['digits'])}]{{4}}"
    return re.compile(f"(?<![0-9]){_YEAR}(?![0-9])|{east}|(?P<rel>{either})")
