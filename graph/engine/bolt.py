"""The official driver, imported without the data-frame libraries that it would load where they happen to be installed.

It looks for numpy, pandas and pyarrow so that results can be turned into data frames, which nothing here does; pandas
alone takes half a second to load, and every command waits for the driver.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_HEAVY = ("numpy", "pandas", "pyarrow")


@contextmanager
def _absent(names: tuple[str, ...]) -> Iterator[None]:
    """Make modules that are not loaded yet look as if they were not installed."""
    hidden = [name for name in names if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # what the import system takes for "there is none"
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _absent(_HEAVY):
    import neo4j
    from neo4j import exceptions, graph, spatial

__all__ = ["exceptions", "graph", "neo4j", "spatial"]
