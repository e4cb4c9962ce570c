"""Settings of all tests: generated examples are the same in every run, so that a red run can be run again.

``HYPOTHESIS_PROFILE=wander`` draws new ones each time, to look for what no run has met yet.
"""

import os

import pytest
from hypothesis import settings

from tests.summary import lines

settings.register_profile("repeatable", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("wander", derandomize=False, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what ran on each engine, and what came of generated and of hostile queries."""
    stats = terminalreporter.stats
    reports = [r for how in ("passed", "failed") for r in stats.get(how, []) if isinstance(r, pytest.TestReport)]
    for line in lines(reports):
        terminalreporter.write_line(line)
