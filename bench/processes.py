"""Sextant run from outside, in processes of its own, as a user's shell runs it."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.rows import BenchError

REPOSITORY = Path(__file__).resolve().parent.parent
LONGEST = 1200
"""Seconds after which a process is ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a process left."""

    out: str
    seconds: float
    processor: float | None
    """Seconds of the processor; None where the system does not tell."""
    peak: int | None
    """The most bytes that were resident in any process run so far; None where the system does not tell."""


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a process: nothing of the user's own settings counts, the network is not asked."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SEXTANT_", "NEO4J_"))}
    return {**kept, "PYTHONPATH": str(REPOSITORY), "HF_HUB_OFFLINE": "1", **more}


def python(*arguments: str) -> Ran:
    """Run Python. Raises BenchError, with the last line of what it said, where it fails."""
    used, begun = _children(), time.perf_counter()
    try:
        done = subprocess.run(
            [sys.executable, *arguments], capture_output=True, text=True, encoding="utf-8", env=environment(),
            timeout=LONGEST,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise BenchError(f"{' '.join(arguments)[:100]}: not done after {LONGEST} s") from error
    seconds, after = time.perf_counter() - begun, _children()
    if done.returncode not in (0, 3):
        said = (done.stderr.strip() or done.stdout.strip() or f"code {done.returncode}").splitlines()[-1]
        raise BenchError(f"{' '.join(arguments)[:100]}: {said}")
    processor = None if used is None or after is None else after[0] - used[0]
    return Ran(out=done.stdout, seconds=seconds, processor=processor, peak=None if after is None else after[1])


def sextant(home: Path, *arguments: str) -> Ran:
    """Run a command on a home. Raises BenchError where it fails."""
    return python("-m", "ui", "--home", str(home), *arguments)


def _children() -> tuple[float, int] | None:
    """Return the seconds of the processor that ended processes took, and the most bytes that one had."""
    if sys.platform == "win32":
        return None
    import resource

    told = resource.getrusage(resource.RUSAGE_CHILDREN)
    return told.ru_utime + told.ru_stime, told.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
