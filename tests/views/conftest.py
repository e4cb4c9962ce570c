"""Engines for the tests of this folder."""

from tests.engines import graph, graphs

__all__ = ["graph", "graphs"]
