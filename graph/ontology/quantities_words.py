"""The words of quantities, read once from ``data/quantities.yaml``, and the patterns made of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

# Never where case is ignored: to compile these ranges then takes a hundred times longer.
LETTER = "[^\\W_\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]"
"""A letter or digit of a script that sets words apart; a figure may stand right beside a Chinese character."""
MARKS = "[*`]{0,3}"
"""Marks of emphasis in markdown."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# One character for one character, so that offsets stay those of the text as it is.
_SAME = {
    # All but the wide comma and colon, which set things apart and never the digits of one number.
    **{chr(0xFF01 + i): chr(0x21 + i) for i in range(94) if 0x21 + i not in b",:"},
    **dict.fromkeys("\u2007\u2009\u200a\u202f", "\u00a0"),
    **dict.fromkeys("\u3000\u2002\u2003\u2004\u2005\u2006\u2008\u205f", " "),
    **dict.fromkeys("\u2010\u2011\ufe63", "-"),
    **dict.fromkeys("\u2715\u2a09\u2a2f", "×"),
    **dict.fromkeys("\u2019\u02bc", "'"),
    "\uffe1": "£",
    "\uffe5": "¥",
}
_OTHER = re.compile(f"[{re.escape(''.join(_SAME))}]")
# A hard space between digits groups them; any other is a space. A word may be wrapped away from its figure.
_LOOSE = re.compile("(?<![0-9])\u00a0|\u00a0(?![0-9])")
_WRAPPED = re.compile(f"\n(?<=\\S\n)(?={LETTER}|[\u4e00-\u9fff])")


def same_length(text: str) -> str:
    """Return ``text`` with one way of writing digits, spaces, signs and dashes, each character in its place."""
    if not text.isascii():
        # A search for the few characters is many times faster than a translation of all.
        text = _LOOSE.sub(" ", _OTHER.sub(lambda found: _SAME[found[0]], text))
    return _WRAPPED.sub(" ", text) if "\n" in text else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What a written form stands for."""

    name: str
    factor: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The written forms of units, and the pattern that finds one at a place."""

    at: re.Pattern[str]
    """A unit at a place, its form in the group ``form`` or in one named p0, p1 ..."""
    symbols: Mapping[str, Unit]
    words: Mapping[str, Unit]
    patterns: Mapping[str, Unit]
    """By name of the group."""
    names: Mapping[str, re.Pattern[str]]
    """Whole cells that are names of sizes, by unit."""
    dollars: re.Pattern[str]
    """The year whose dollars a sum is in."""
    kinds: tuple[Mapping[str, Decimal], ...]
    """Units of one kind, and what each is in the smallest."""

    def of(self, match: re.Match[str]) -> Unit:
        """Return what a match of ``at`` stands for."""
        group = match.lastgroup or "form"
        if group != "form":
            return self.patterns[group]
        form = match["form"]
        return self.symbols.get(form) or self.words[plain_word(form)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Phrases before or behind a figure that limit it."""

    before: Mapping[str, tuple[tuple[str, str], ...]]
    """Phrase and qualifier by the phrase's last character, the longest phrase first."""
    behind: re.Pattern[str]
    """A phrase behind a figure; the group's name is the qualifier, with _ for a space."""
    inside: frozenset[str]
    """Characters between a figure and its size that make it more than the figure: 6710多亿."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joins:
    """What stands between the two figures of a range."""

    range: re.Pattern[str]
    between: re.Pattern[str]
    """At the end of the text before the first figure: a word that opens a range."""
    both: re.Pattern[str]
    """Between two figures after such a word."""
    change: re.Pattern[str]
    """At the end of the text before the first figure: what tells that it became the second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scales:
    """What multiplies a number."""

    at: re.Pattern[str]
    """Groups: ``scale`` always means its factor, ``spaced`` and ``doubtful`` only before a unit or in a sum."""
    run: re.Pattern[str]
    """Characters that multiply."""
    factors: Mapping[str, Decimal]
    characters: Mapping[str, Decimal]
    digits: Mapping[str, int]
    spelled: Mapping[str, Decimal]
    spelled_scales: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All words of quantities."""

    scales: Scales
    units: Units
    limits: Limits
    joins: Joins
    currencies: Mapping[str, str]
    per: re.Pattern[str]
    per_words: Mapping[str, str]
    per_is_meant: Mapping[str, str]
    """What a figure of a unit is for each of by its nature, by unit."""
    sums: frozenset[str]
    """Units that are currencies."""
    place: re.Pattern[str]
    """At the end of the text before a number: a word that makes a place in a text of it."""
    year_cue: re.Pattern[str]
    """At the end of the text before a number: a word that makes a year of it."""
    most_flops: float


def plain_word(form: str) -> str:
    """Return the form under which a word stands in a table: small, singular, with spaces."""
    folded = " ".join(form.replace("-", " ").casefold().split())
    return folded[:-1] if folded.endswith("s") else folded


@cache
def shipped_words() -> Words:
    """Return the words that ship, with their patterns."""
    text = files("graph.ontology").joinpath("data", "quantities.yaml").read_text("utf-8")
    # The safe loader, in C where there is one.
    read = yaml.load(text, Loader=_LOADER)
    return Words(
        scales=_scales(read),
        units=_units(read),
        limits=_limits(read),
        joins=_joins(read),
        currencies=read["currencies_before"],
        per=_per(read["per"]),
        per_words={word: unit for unit, words in read["per"].items() for word in (unit, *words)},
        per_is_meant=read["per_is_meant"],
        sums=frozenset(read["currencies_before"].values()) | {"USD"},
        place=_ending(read["places"]),
        year_cue=re.compile(f"(?:^|(?<!{LETTER}))(?i:{one_of(read['year_cues'])}) $"),
        most_flops=float(read["most_flops_per_second"]),
    )


def one_of(forms: Iterable[str]) -> str:
    """Return a pattern for any of ``forms``, the longest first."""
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def _scales(read: Any) -> Scales:  # noqa: ANN401 - what a file holds is checked by what is made of it
    words = {word.casefold(): _figure(value) for word, value in read["scales"].items()}
    letters = {letter: _figure(value) for letter, value in read["letters"].items()}
    doubtful = {letter: _figure(value) for letter, value in read["doubtful"].items()}
    characters = {one: _figure(value) for one, value in read["characters"].items()}
    scale = "|".join(
        (
            f"[ -]?(?i:{one_of(words)})s?(?!{LETTER})",
            f"(?:{one_of(letters)})(?!{LETTER})",
            f" ?[{''.join(characters)}]{{1,6}}",
        )
    )
    behind = f" (?:{one_of(letters)})(?!{LETTER})"
    unsure = f" ?(?:{one_of(doubtful)})(?!{LETTER})"
    return Scales(
        at=re.compile(f"(?P<scale>{scale})|(?P<spaced>{behind})|(?P<doubtful>{unsure})"),
        run=re.compile(f"[{''.join(characters)}]{{1,6}}"),
        factors={**words, **doubtful, **letters},
        characters=characters,
        digits=read["digits"],
        spelled={word: _figure(value) for word, value in read["spelled"].items()},
        spelled_scales={word: _figure(value) for word, value in read["spelled_scales"].items()},
    )


def _units(read: Any) -> Units:  # noqa: ANN401
    symbols: dict[str, Unit] = {}
    words: dict[str, Unit] = {}
    patterns: dict[str, tuple[str, Unit]] = {}
    tails = [f"(?:{entry['behind']})" for entry in read["units"].values() if "behind" in entry]
    for name, entry in read["units"].items():
        symbols |= {form: Unit(name=name, factor=_figure(f)) for form, f in entry.get("symbols", {}).items()}
        words |= {plain_word(form): Unit(name=name, factor=_figure(f)) for form, f in entry.get("words", {}).items()}
        for pattern, factor in entry.get("patterns", {}).items():
            patterns[f"p{len(patterns)}"] = (pattern, Unit(name=name, factor=_figure(factor)))
    return Units(
        at=_unit_pattern(symbols, words, {name: pattern for name, (pattern, _) in patterns.items()}, tails, read),
        symbols=symbols,
        words=words,
        patterns={name: unit for name, (_, unit) in patterns.items()},
        names={name: re.compile(entry["names"]) for name, entry in read["units"].items() if "names" in entry},
        dollars=re.compile(read["units"]["USD"]["years"], re.IGNORECASE),
        kinds=tuple({unit: _figure(value) for unit, value in kind.items()} for kind in read["same_kind"]),
    )


def _unit_pattern(
    symbols: Iterable[str],
    words: Iterable[str],
    patterns: Mapping[str, str],
    tails: Iterable[str],
    read: Any,  # noqa: ANN401
) -> re.Pattern[str]:
    forms = [(form, re.escape(form)) for form in symbols]
    forms += [(word, f"(?i:{re.escape(word)}s?)".replace("\\ ", "[ -]")) for word in words]
    every = "|".join(pattern for _, pattern in sorted(forms, key=lambda form: -len(form[0])))
    plain = f"(?P<form>{every})(?:{'|'.join(tails)})?"
    named = "|".join(f"(?P<{name}>{pattern})" for name, pattern in patterns.items())
    measure = one_of(read["measure_words"])
    # Marks of emphasis may close between a figure and its unit: "**1.8B** parameters".
    return re.compile(f"{MARKS}(?: ?(?:{measure})?| |-)(?:(?:{named})|{plain})(?!{LETTER})")


def _limits(read: Any) -> Limits:  # noqa: ANN401
    by_last: dict[str, list[tuple[str, str]]] = {}
    for qualifier, phrases in read["before"].items():
        for phrase in phrases:
            by_last.setdefault(phrase[-1], []).append((phrase, qualifier))
    behind = (f"(?P<{name.replace(' ', '_')}>{one_of(phrases)})" for name, phrases in read["behind"].items())
    return Limits(
        before={last: tuple(sorted(found, key=lambda one: -len(one[0]))) for last, found in by_last.items()},
        behind=re.compile(f"(?! \\+) ?(?i:{'|'.join(behind)})(?!{LETTER})"),
        inside=frozenset(read["inside_over"]),
    )


def _ending(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"(?:^|(?<!{LETTER}))(?i:{one_of(words)}) ?{MARKS}$")


def _joins(read: Any) -> Joins:  # noqa: ANN401
    return Joins(
        range=re.compile(f"{MARKS} ?(?:{one_of(read['ranges'])}) ?{MARKS}"),
        between=_ending(read["between"]),
        both=re.compile(f"{MARKS} ?(?:{one_of(read['between_and'])}) ?{MARKS}"),
        change=_ending(read["from"]),
    )


def _per(read: Any) -> re.Pattern[str]:  # noqa: ANN401
    known = one_of({word for unit, words in read.items() for word in (unit, *words)})
    return re.compile(
        f" ?/ ?(?P<slash>{known})(?!{LETTER})| an? (?P<each>{known})(?!{LETTER})"
        f"|/(?P<stroke>[A-Za-z][A-Za-z-]{{0,29}})"
        f"|[ -]per[ -](?:(?P<known>{known})(?!{LETTER})|(?P<free>[A-Za-z][A-Za-z0-9-]{{0,29}}))"
    )


def _figure(value: object) -> Decimal:
    return Decimal(str(value))
