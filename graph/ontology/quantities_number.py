"""Numbers as people write them: digits in groups, powers of ten, Chinese numerals, numbers in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, get_args

from graph.ontology.quantities_words import LETTER, Scales, one_of, shipped_words

Shape = Literal["plain", "grouped", "dotted", "power", "comma", "spelled", "characters", "percent"]
"""How a number is written. ``dotted`` is 1.234.567; ``percent`` is 百分之十七, which holds its unit."""

_SHAPES: tuple[Shape, ...] = get_args(Shape)
_MOST_DIGITS = 40
_LONGEST_WORD = 18
_LONGEST_CODE = 5
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_SUPER = "(?:[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹])"
_WRITTEN_POWER = re.compile("(?:([0-9.]+)[^0-9.]+)?10[^0-9+-]*([+-]?[0-9]+)[^0-9]*")
_EXPONENT = " ?(?:\\^|\\*\\*) ?(?:\\{ ?[+-]?[0-9]{1,3} ?\\}|\\(?[+-]?[0-9]{1,3}\\)?)"
_SPOKEN = " to the (?:power of )?[0-9]{1,3}(?:th|st|nd|rd)?(?: power)?"
_TIMES = " ?(?:×|x|\\*|·|\\\\times|\\\\cdot) ?"
# A lone raised digit behind a bare 10 may be a footnote.
_POWER = (
    f"(?:[0-9]{{1,20}}(?:\\.[0-9]{{1,20}})?{_TIMES}10(?:{_EXPONENT}|{_SPOKEN}|{_SUPER}{{1,3}})"
    f"|10(?:{_EXPONENT}|{_SPOKEN}|{_SUPER}{{2,3}}))(?![0-9])"
)
# Three digits without a sign are those of a code (5E002).
_SCIENTIFIC = "[0-9]{1,20}(?:\\.[0-9]{1,20})?[eE](?:[+-][0-9]{1,3}|[0-9]{1,2})(?![0-9])"
_GROUPED = (
    "[1-9][0-9]{0,2}(?:,[0-9]{3}){1,9}(?:\\.[0-9]{1,20})?(?![0-9]|,[0-9])"
    "|[0-9]{1,3}(?:['_\u00a0][0-9]{3}){1,9}(?:[.,][0-9]{1,20})?(?!['_\u00a0]?[0-9])"
    "|[0-9]{1,2}(?:,[0-9]{2}){1,6},[0-9]{3}(?![0-9]|,[0-9])"
)
_DOTTED = (
    "[0-9]{1,3}(?:\\.[0-9]{3}){2,9}(?:,[0-9]{1,20})?(?![.,]?[0-9])"
    "|[0-9]{1,3}(?:\\.[0-9]{3}){1,9},[0-9]{1,20}(?![.,]?[0-9])"
)
_SPACED = "[0-9]{1,3}(?: [0-9]{3}){1,9}(?:[.,][0-9]{1,20})?(?! ?[0-9])"
_COMMA = "(?:[0-9]{1,20},(?:[0-9]{1,2}|[0-9]{4,20})|0,[0-9]{3})(?![0-9]|[.,][0-9])"
_PLAIN = f"[0-9]{{1,{_MOST_DIGITS}}}(?:\\.[0-9]{{1,{_MOST_DIGITS}}})?(?!\\.?[0-9])|\\.[0-9]{{1,20}}(?![0-9])"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in a text."""

    start: int
    end: int
    value: Decimal
    shape: Shape
    currency: str | None = None
    """The currency whose sign or code stands before it; ``start`` is there."""


def number_at(text: str, start: int, *, cell: bool = False) -> Number | None:
    """Return the number that begins at ``start``, or None. In a cell, single spaces may set groups of digits apart."""
    return _read(_pattern(cell).match(text, start))


def next_number(text: str, start: int, *, cell: bool = False) -> tuple[Number | None, int]:
    """Return the next number at or after ``start`` that belongs to no name, and where to look on.

    The number is None where what looked like one cannot be read; then and at the end of the text, which is told by
    a place behind it.
    """
    marks = _marks()
    while mark := marks.search(text, start):
        for at in _starts(text, mark.start(), start, spelled=mark.lastgroup == "spelled"):
            match = _pattern(cell, first=True).match(text, at)
            if match is not None:
                return _read(match), match.end()
        start = mark.end()
    return None, len(text) + 1


def _starts(text: str, mark: int, floor: int, *, spelled: bool) -> Iterator[int]:
    """Yield where a number with a mark of numbers at ``mark`` may begin: at its currency, its sign, its first digit."""
    if spelled:
        yield from range(max(floor, mark - _LONGEST_WORD), mark)
        return
    first = mark
    for signs in (".", "+-−"):
        first -= first > floor and text[first - 1] in signs
    end = first - (first > floor and text[first - 1] == " ")
    if end > floor and text[end - 1] in _last_of_currencies():
        yield from range(max(floor, end - _LONGEST_CODE), end)
    yield from range(first, mark + 1)


@cache
def _last_of_currencies() -> frozenset[str]:
    return frozenset(sign[-1] for sign in shipped_words().currencies)


@cache
def _marks() -> re.Pattern[str]:
    # To look for the few characters that numbers have is many times faster than to try the whole pattern everywhere.
    scales = shipped_words().scales
    characters = "".join((*scales.digits, *scales.characters))
    words = one_of(scales.spelled_scales)
    return re.compile(f"[0-9]+|[{characters}]+|(?P<spelled>[ -](?i:{words}))")


@cache
def _pattern(cell: bool, *, first: bool = False) -> re.Pattern[str]:
    words = shipped_words()
    scales = words.scales
    characters = "".join((*scales.digits, *scales.characters))
    digit = "".join((*scales.digits, "十"))
    # 数百万 and 几千 say no number; neither does the 一 of a longer word, which no unit follows.
    words_of = one_of((*scales.spelled, *scales.spelled_scales))
    further = one_of({*scales.spelled, *scales.spelled_scales} - {"a", "half a"})
    spelled = f"(?i:{words_of})(?:(?:[ -]| and )(?i:{further})(?!{LETTER})){{1,11}}(?! and an? |-and-a)"
    forms = (
        ("power", f"{_POWER}|{_SCIENTIFIC}"),
        ("grouped", f"{_SPACED}|{_GROUPED}" if cell else _GROUPED),
        ("dotted", _DOTTED),
        ("comma", _COMMA),
        ("plain", _PLAIN),
        ("percent", f"百分之(?:[0-9]{{1,9}}(?:\\.[0-9]{{1,9}})?|[{characters}点]{{1,20}})"),
        ("characters", f"(?<![{characters}数几數幾第])[{digit}][{characters}点]{{0,20}}(?![{characters}])"),
        ("spelled", f"(?<!{LETTER})(?<!of ){spelled}"),
    )
    number = "|".join(f"(?P<{name}>{form})" for name, form in forms)
    currency = f"(?:(?<!{LETTER})(?P<currency>{one_of(words.currencies)}) ?)?(?P<sign>[-+−]?)"
    # A figure behind a letter, or behind a sign that hangs on one, is part of a name, a version or an address.
    apart = f"(?<!{LETTER})(?<!_)(?<!{LETTER}[-./,'_+−–])(?<![0-9]:)"
    return re.compile((apart if first else "") + currency + f"(?:{number})")


def _read(match: re.Match[str] | None) -> Number | None:
    if match is None:
        return None
    shape = next(shape for shape in _SHAPES if match[shape] is not None)
    written = match[shape]
    value = _value(written, shape, shipped_words().scales)
    if value is None:
        return None
    sign = -1 if match["sign"] and match["sign"] != "+" else 1
    sum_in = match["currency"]
    currency = shipped_words().currencies[sum_in] if sum_in else None
    return Number(start=match.start(), end=match.end(), value=sign * value, shape=shape, currency=currency)


def _value(written: str, shape: str, scales: Scales) -> Decimal | None:
    if shape == "power":
        return _power(written)
    if shape in ("grouped", "dotted"):
        return _grouped(written)
    if shape == "comma":
        return Decimal(written.replace(",", "."))
    if shape == "spelled":
        return _from_words(written, scales)
    if shape == "percent":
        inner = written.removeprefix("百分之")
        return Decimal(inner) if inner[0].isascii() else from_characters(inner, scales)
    if shape == "characters":
        return from_characters(written, scales)
    # Numbers with a zero in front are codes, days and places, and no amounts.
    return None if re.match("0[0-9]", written) else Decimal(written)


def _power(written: str) -> Decimal | None:
    if re.fullmatch(_SCIENTIFIC, written):
        value = Decimal(written)
    else:
        mantissa, exponent = _WRITTEN_POWER.findall(written.translate(_RAISED))[0]
        value = Decimal(mantissa or 1).scaleb(int(exponent))
    return value if value == 0 or -300 <= value.adjusted() <= 300 else None


def _grouped(written: str) -> Decimal | None:
    decimal = "." if "." in written and "," in written and written.rfind(".") > written.rfind(",") else ""
    if not decimal and written.count(",") == 1 and re.search("[.'_\u00a0 ]", written):
        decimal = ","
    if not decimal and written.count(".") == 1:
        decimal = "."
    if written[0] == "0":
        return None
    whole, _, part = written.rpartition(decimal) if decimal else (written, "", "")
    return Decimal(re.sub("[^0-9]", "", whole) + (f".{part}" if part else ""))


def _from_words(written: str, scales: Scales) -> Decimal | None:
    total = group = Decimal(0)
    scaled = False
    for word in _word_pattern().findall(written.lower()):
        if word in scales.spelled:
            group += scales.spelled[word]
            continue
        scale, scaled = scales.spelled_scales[word], True
        if scale == 100:
            group = (group or 1) * scale
        elif group:
            total, group = total + group * scale, Decimal(0)
        else:
            total = (total or 1) * scale
    return total + group if scaled else None


@cache
def _word_pattern() -> re.Pattern[str]:
    scales = shipped_words().scales
    return re.compile(f"(?<![a-z])(?:{one_of((*scales.spelled, *scales.spelled_scales))})(?![a-z])")


def from_characters(written: str, scales: Scales) -> Decimal | None:
    """Return the number that Chinese numerals say (一百二十, 三点五, 二〇二四), or None where they say none."""
    before, point, behind = written.partition("点")
    fraction = re.match(f"[{''.join(scales.digits)}]*", behind)
    whole = _whole(before, scales)
    if whole is None or fraction is None or (point and not fraction[0]):
        return None
    value = whole + Decimal("0." + "".join(str(scales.digits[one]) for one in fraction[0]) if point else 0)
    for scale in behind[fraction.end() :]:
        if scale not in scales.characters:
            return None
        value *= scales.characters[scale]
    return value


def _whole(written: str, scales: Scales) -> Decimal | None:
    if not written:
        return None
    if len(written) > 1 and all(one in scales.digits for one in written):
        return Decimal("".join(str(scales.digits[one]) for one in written))
    total = section = digit = largest = Decimal(0)
    for one in written:
        if one in scales.digits:
            digit = Decimal(scales.digits[one])
            continue
        scale = scales.characters[one]
        if scale < 10_000:
            section += (digit or 1) * scale
        elif scale >= largest:
            total, section, largest = (total + section + digit) * scale, Decimal(0), scale
        else:
            total, section = total + (section + digit) * scale, Decimal(0)
        digit = Decimal(0)
    return total + section + digit
