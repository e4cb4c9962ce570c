"""``trial-end``: ends in every way that a command can end."""

import signal
from typing import Annotated

import typer

from graph.errors import SourceError
from ui.output import DONE, FAILED, SET_ASIDE
from ui.settings import WrongUsage


def trial_end(context: typer.Context, how: Annotated[str, typer.Argument()]) -> int:
    """End as told."""
    if how == "refuse":
        raise SourceError("folder/card.md: cannot be read\nmake it readable")
    if how == "misuse":
        raise WrongUsage("--published: not a date")
    if how == "crash":
        raise ZeroDivisionError("by\nnothing")
    if how == "interrupt":
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job begins with it ignored
        signal.raise_signal(signal.SIGINT)
    if how == "flood":
        for number in range(200_000):
            print(number)
    return {"fail": FAILED, "aside": SET_ASIDE}.get(how, DONE)
