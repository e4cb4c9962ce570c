"""The language model of one run, as the settings name it: opened when it is first asked, counted, and told of.

Keys are the provider's own matter: they are read from its own variables by its own package, and never by this one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ui.output import note, one_line
from ui.settings import Settings, WrongUsage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage

    from qa.model.metering import Budget, Meter, Price
    from qa.model.types import Chat, Message, Model, Reply, Usage

LONGEST_REPLY = 2_000
"""Tokens that one reply may have."""
TIMEOUT_S = 60
CALLS = 4
"""Calls that one question takes at most: three queries, and the passages."""
_NAME = re.compile(r"[a-z][a-z0-9_-]*:\S+")
_TOKENS = re.compile(r"\d[\d_,]*")
_DOLLARS = re.compile(r"\$(\d+(?:\.\d+)?)")
_PRICE = re.compile(r"\$?(\d+(?:\.\d+)?)/\$?(\d+(?:\.\d+)?)")
_SECRET = re.compile(r"\b(?=\S*\d)[\w-]{20,}|\bsk-\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A model with the meter that counts what it takes."""

    model: "Model"
    meter: "Meter"


def with_llm(settings: Settings, llm: str | None, budget: str | None) -> Settings:
    """Return settings with the options of a command in place. Raises WrongUsage for what cannot be one."""
    found = replace(settings, llm=llm or settings.llm, llm_budget=budget or settings.llm_budget)
    if llm == "" or budget == "":
        raise WrongUsage(f"{'--llm' if llm == '' else '--llm-budget'} needs a value that is not empty")
    if budget is not None and found.llm is None:
        raise WrongUsage("--llm-budget without a model: name one with --llm provider:model, or SEXTANT_LLM")
    if found.llm is not None:
        model_of(found)
    return found


def model_of(settings: Settings) -> Opened | None:
    """Return the model of this process, which is not asked yet; None where the settings name none.

    Raises WrongUsage for a name, a budget or a price that cannot be one.
    """
    if settings.llm is None:
        return None
    if not _NAME.fullmatch(settings.llm):
        raise WrongUsage(f"--llm {settings.llm}: write provider:model, such as openai:gpt-5 or ollama:qwen3")
    return _model(settings.llm, settings.llm_budget, settings.llm_price)


@lru_cache(maxsize=4)
def _model(name: str, budget: str | None, price: str | None) -> Opened:
    from qa.model.metering import Meter
    from qa.model.types import Model

    meter = Meter(budget=_budget(budget, price), price=_price(price), longest_reply=LONGEST_REPLY)
    return Opened(model=Model(name=name, chat=meter.metered(_later(name))), meter=meter)


def _budget(text: str | None, price: str | None) -> "Budget":
    from qa.model.metering import Budget

    if text is None:
        return Budget()
    if dollars := _DOLLARS.fullmatch(text):
        if price is None:
            raise WrongUsage(
                f"--llm-budget {text}: the price is not known; set SEXTANT_LLM_PRICE to dollars for a million tokens, "
                "read/written, such as 3/15, or give the budget in tokens"
            )
        return Budget(usd=float(dollars[1]))
    if _TOKENS.fullmatch(text):
        return Budget(tokens=int(re.sub(r"\D", "", text)))
    raise WrongUsage(f"--llm-budget {text}: write a number of tokens, such as 20000, or dollars, such as $0.50")


def _price(text: str | None) -> "Price | None":
    from qa.model.metering import Price

    if text is None:
        return None
    found = _PRICE.fullmatch(text)
    if found is None:
        raise WrongUsage(f"SEXTANT_LLM_PRICE={text}: write dollars for a million tokens, read/written, such as 3/15")
    return Price(read=float(found[1]), written=float(found[2]))


def _later(name: str) -> "Chat":
    """Return a chat with a model that is opened by the first call: a computed answer does not wait for it."""
    held: list[Chat] = []

    def chat(messages: "Sequence[Message]") -> "Reply":
        if not held:
            held.append(chat_with(open_model(name), name))
        return held[0](messages)

    return chat


def open_model(name: str) -> "BaseChatModel":
    """Open a chat model of any provider by ``provider:model``.

    Raises WrongUsage where a package is missing, the provider is not known, or it lacks a key.
    """
    try:
        from langchain.chat_models import init_chat_model
    except ImportError as error:
        raise WrongUsage(f"--llm {name}: install what it needs with the extra llm: sextant[llm] ({error})") from error
    try:
        return init_chat_model(name, max_tokens=LONGEST_REPLY, timeout=TIMEOUT_S, max_retries=2)
    except ImportError as error:
        raise WrongUsage(f"--llm {name}: a package of this provider is missing: {_safe(error)}") from error
    except Exception as error:
        raise WrongUsage(
            f"--llm {name}: cannot be opened; its keys are read from the provider's own variables: {_safe(error)}"
        ) from error


def chat_with(model: "BaseChatModel", name: str) -> "Chat":
    """Return a chat with a LangChain model; it raises ModelError where the model does not answer."""
    from graph.errors import ModelError
    from qa.model.types import Reply

    def chat(messages: "Sequence[Message]") -> Reply:
        try:
            said = model.invoke([(message.role, message.text) for message in messages])
        except Exception as error:
            raise ModelError(f"{name} does not answer: {_safe(error)}") from error
        return Reply(text=str(said.text), usage=_usage(said))

    return chat


def _usage(said: "AIMessage") -> "Usage | None":
    from qa.model.types import Usage

    counted = said.usage_metadata
    if counted is None:
        return None
    told = said.response_metadata.get("token_usage")
    cost = told.get("cost") if isinstance(told, dict) else None
    return Usage(
        read=counted["input_tokens"], written=counted["output_tokens"],
        cost_usd=float(cost) if isinstance(cost, int | float) else None,
    )  # fmt: skip


def _safe(error: Exception) -> str:
    """Return the first line of an error, short, without what may be a key."""
    first = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
    return _SECRET.sub("...", one_line(first))[:300]


def forecast(settings: Settings, questions: int) -> None:
    """Say on standard error, before a run of several questions, what it may take of the model."""
    if settings.llm is not None and questions > 1:
        cap = f"at most {settings.llm_budget}" if settings.llm_budget else "no end is set (--llm-budget)"
        note(f"{settings.llm}: up to {questions * CALLS:,} calls for {questions:,} questions; {cap}")


def tell_usage(settings: Settings) -> None:
    """Say on standard error what the model took so far, where it was asked."""
    opened = model_of(settings)
    if opened is None or not opened.meter.calls:
        return
    meter = opened.meter
    about = "" if meter.counted else "about "
    cost = f"; ${meter.usd:.4f}" if meter.usd or not meter.unpriced else "; its price is not known (SEXTANT_LLM_PRICE)"
    calls = f"{meter.calls:,} call{'' if meter.calls == 1 else 's'}"
    note(f"{settings.llm}: {calls}, {about}{meter.read:,} tokens read and {meter.written:,} written{cost}")
