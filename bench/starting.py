"""How long a command takes that does nothing: ``sextant --help``, beside a process of Python that does nothing."""

from collections.abc import Iterator

from bench.inputs import Inputs
from bench.machine import python_start
from bench.processes import sextant
from bench.rows import Figure


def figures(given: Inputs) -> Iterator[Figure]:
    """Yield the figures of the table."""
    alone = python_start()
    for argument in ("--help", "--version"):
        seconds = min(sextant(given.home, argument).seconds for _ in range(given.sizes.repeats))
        yield Figure(name=f"sextant {argument}", at="outside", value=seconds, unit="s", baseline=alone)
