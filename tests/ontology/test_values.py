"""What a property can hold, and when two values say the same."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidValue, SextantError
from graph.ontology import PropertyType, ValueKind
from graph.ontology.values import Value, check_value, values_agree


def holding(kind: ValueKind) -> PropertyType:
    return PropertyType(name="size", kind=kind, about="A size.")


DERIVATION = PropertyType(
    name="kind",
    kind="text",
    about="How.",
    values=("finetune", "quantized", "open a", "open b"),
    value_words={"quantized": ("quantised", "quant"), "open a": ("open",), "open b": ("open",)},
)


@pytest.mark.parametrize(
    ("kind", "given_value", "expected"),
    [
        ("text", "a b", "a b"),
        ("integer", 7, 7),
        ("integer", 7e9, 7_000_000_000),
        ("integer", -(2**63) + 1, -(2**63) + 1),
        ("number", 7, 7.0),
        ("number", 3.5e24, 3.5e24),
        ("date", "2024-05", "2024-05"),
        ("boolean", True, True),
    ],
)
def test_a_fitting_value_comes_back_in_its_type(kind: ValueKind, given_value: Value, expected: Value) -> None:
    found = check_value(holding(kind), given_value)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", ""),
        ("text", " \n"),
        ("text", 5),
        ("text", None),
        ("integer", "7"),
        ("integer", 7.5),
        ("integer", True),
        ("integer", 2**63),
        ("integer", math.inf),
        ("number", math.nan),
        ("number", -math.inf),
        ("number", 10**400),
        ("number", "7"),
        ("number", False),
        ("date", "May 2024"),
        ("date", 2024),
        ("boolean", "true"),
        ("boolean", 1),
    ],
)
def test_what_does_not_fit_is_refused(kind: ValueKind, value: object) -> None:
    with pytest.raises(InvalidValue, match=r"^size .* is not (a|true)") as caught:
        check_value(holding(kind), value)
    assert isinstance(caught.value, SextantError)
    assert isinstance(caught.value, ValueError)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("said", "meant"),
    [("finetune", "finetune"), ("Quantized", "quantized"), (" QUANT ", "quantized"), ("quantised", "quantized")],
)
def test_a_closed_list_takes_its_words(said: str, meant: str) -> None:
    assert check_value(DERIVATION, said) == meant


@pytest.mark.parametrize("said", ["pruned", "open"])
def test_a_closed_list_refuses_others_and_words_of_several(said: str) -> None:
    with pytest.raises(InvalidValue, match=r"kind '.*' is not one of finetune, quantized, open a, open b"):
        check_value(DERIVATION, said)


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        (7.61e9, 7.6e9, True),
        (7_615_616_512, 7_600_000_000, True),
        (7.6e9, 7e9, False),
        (7.6e9, 8e9, False),
        (7.04e9, 7e9, True),
        (88.5, 88, True),
        (88.5, 89, True),
        (88.5, 87, False),
        (80, 84, False),
        (16384, 16000, True),
        (4_194_304, 4_000_000, False),
        (128_000, 131_072, False),
        (100, 104, True),
        (100, 95, False),
        (0.1 + 0.2, 0.3, True),
        (0, 0.0, True),
        (0, 0.001, False),
        (88, -88, False),
        (1e24, 1e23, False),
        (9.96, 10, True),
    ],
)
def test_numbers_agree_within_rounding(a: float, b: float, agree: bool) -> None:
    for prop in (holding("number"), holding("integer")):
        assert values_agree(prop, a, b) is agree
        assert values_agree(prop, b, a) is agree


numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**63) + 1, 2**63 - 1)


@given(numbers, numbers)
def test_agreement_of_numbers_is_symmetric_and_near(a: float, b: float) -> None:
    prop = holding("number")
    agree = values_agree(prop, a, b)
    assert agree == values_agree(prop, b, a)
    if agree:
        assert abs(a / 2 - b / 2) <= 0.0501 * max(abs(a), abs(b)) / 2 + 5e-324


@given(st.integers(10, 10**15), st.integers(2, 6))
def test_a_number_agrees_with_its_own_rounding(number: int, digits: int) -> None:
    rounded = float(f"{number:.{digits - 1}e}")
    assert values_agree(holding("integer"), number, int(rounded))


@given(st.booleans() | st.text(min_size=1) | numbers)
def test_a_value_agrees_with_itself(value: Value) -> None:
    kind: ValueKind = "text" if isinstance(value, str) else "boolean" if isinstance(value, bool) else "number"
    assert values_agree(holding(kind), value, value)


def test_texts_dates_and_booleans_agree_by_their_own_rules() -> None:
    assert values_agree(holding("text"), "Apache-2.0", "apache 2.0")
    assert not values_agree(holding("text"), "Apache-2.0", "Apache-20")
    assert values_agree(holding("date"), "2024", "2024-05-17")
    assert not values_agree(holding("date"), "2024-06", "2024-05-17")
    assert not values_agree(holding("boolean"), True, False)
