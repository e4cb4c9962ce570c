"""What a model took, and the most that it may take: no call is made that could go beyond."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.errors import BudgetSpent
from qa.model.types import Chat, Message, Reply, Usage

CHARACTERS = 3
"""Of a token at least, where a provider counts none: a guess that is rather too high."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What tokens cost, in USD for a million."""

    read: float
    written: float

    def of(self, read: int, written: int) -> float:
        """Return what tokens cost, in USD."""
        return (self.read * read + self.written * written) / 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The most that may be taken; None: no end."""

    tokens: int | None = None
    usd: float | None = None


@dataclass(slots=True, kw_only=True)
class Meter:
    """Counts what a model takes."""

    budget: Budget = field(default_factory=Budget)
    price: Price | None = None
    longest_reply: int = 2_000
    """Tokens that one reply may have, for which room is kept."""
    calls: int = 0
    read: int = 0
    written: int = 0
    usd: float = 0.0
    """What is known of the cost."""
    counted: bool = True
    """Whether the provider counted all of it."""
    unpriced: int = 0
    """Calls of which no cost is known."""

    def metered(self, chat: Chat) -> Chat:
        """Return a chat that counts what it takes; it raises BudgetSpent before a call that could be one too many."""

        def metered(messages: Sequence[Message]) -> Reply:
            self._check(messages)
            reply = chat(messages)
            self._count(messages, reply)
            return reply

        return metered

    def _check(self, messages: Sequence[Message]) -> None:
        expected = _estimate(messages)
        most = self.budget.tokens
        if most is not None and self.read + self.written + expected + self.longest_reply > most:
            raise BudgetSpent(
                f"of {most:,} tokens {self.read + self.written:,} are spent, and one more call could take "
                f"{expected + self.longest_reply:,}: raise --llm-budget"
            )
        if self.budget.usd is None:
            return
        cost = self.price.of(expected, self.longest_reply) if self.price else 0.0
        if self.usd + cost > self.budget.usd:
            raise BudgetSpent(
                f"of ${self.budget.usd:g} ${self.usd:.4f} are spent, and one more call could cost ${cost:.4f}: "
                "raise --llm-budget"
            )

    def _count(self, messages: Sequence[Message], reply: Reply) -> None:
        usage = reply.usage or Usage(read=_estimate(messages), written=len(reply.text) // CHARACTERS + 1, counted=False)
        self.calls += 1
        self.read += usage.read
        self.written += usage.written
        self.counted = self.counted and usage.counted
        cost = usage.cost_usd
        if cost is None and self.price is not None:
            cost = self.price.of(usage.read, usage.written)
        self.usd += cost or 0.0
        self.unpriced += cost is None


def _estimate(messages: Sequence[Message]) -> int:
    return sum(len(message.text) for message in messages) // CHARACTERS + 4 * len(messages)
