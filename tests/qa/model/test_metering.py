"""What a model takes is counted, and no call is made that could go beyond the budget."""

import pytest

from graph.errors import BudgetSpent
from qa.model.metering import Budget, Meter, Price
from qa.model.types import Message, Usage
from tests.qa.model.scripted import Scripted

TALK = [Message(role="user", text="x" * 300)]


def test_tokens_and_cost_are_added_up() -> None:
    meter = Meter(price=Price(read=2.0, written=10.0))
    chat = meter.metered(Scripted(["yes"], usage=Usage(read=1000, written=100)))
    chat(TALK)
    chat(TALK)
    assert (meter.calls, meter.read, meter.written, meter.counted) == (2, 2000, 200, True)
    assert meter.usd == pytest.approx(2 * (0.002 + 0.001))


def test_where_the_provider_counts_nothing_it_is_said_to_be_a_guess() -> None:
    meter = Meter()
    meter.metered(Scripted(["yes"]))(TALK)
    assert not meter.counted
    assert (meter.read, meter.unpriced) == (104, 1)


def test_the_cost_that_a_provider_tells_counts() -> None:
    meter = Meter()
    meter.metered(Scripted(["yes"], usage=Usage(read=1, written=1, cost_usd=0.25)))(TALK)
    assert (meter.usd, meter.unpriced) == (0.25, 0)


def test_no_call_is_made_that_could_take_too_many_tokens() -> None:
    script = Scripted(["yes"], usage=Usage(read=500, written=100))
    chat = Meter(budget=Budget(tokens=1200), longest_reply=500).metered(script)
    chat(TALK)
    with pytest.raises(BudgetSpent, match="--llm-budget"):
        chat(TALK)
    assert len(script.heard) == 1


def test_no_call_is_made_that_could_cost_too_much() -> None:
    script = Scripted(["yes"], usage=Usage(read=500_000, written=0))
    chat = Meter(budget=Budget(usd=0.6), price=Price(read=1.0, written=1.0)).metered(script)
    chat(TALK)
    with pytest.raises(BudgetSpent, match=r"\$0\.6"):
        Meter(budget=Budget(usd=0.6), price=Price(read=1.0, written=1.0), usd=0.599).metered(script)(TALK)
    assert len(script.heard) == 1
