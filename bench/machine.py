"""The machine that a bench runs on: what it is called, what is installed, how busy it is, what it can do at most."""

import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from importlib import metadata
from pathlib import Path

PARTS = (
    "sextant", "arcadedb", "neo4j", "numpy", "faiss-cpu", "bm25s", "onnxruntime", "openvino", "tokenizers",
    "sentence-transformers", "transformers", "torch",
)  # fmt: skip
SIDE = 1024
READ, TIMES = 1 << 26, 7
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
PRODUCT = """
import time, numpy
left, taken = numpy.ones(({side}, {side}), numpy.float32), []
for _ in range({times}):
    begun = time.process_time()
    left @ left
    taken.append(time.process_time() - begun)
print(min(taken))
"""


def machine() -> dict[str, str | int | float | None]:
    """Return processor, cores, memory in GB and system."""
    memory = _memory()
    return {
        "processor": _processor(),
        "cores": cores(),
        "memory GB": None if memory is None else round(memory / 1e9, 1),
        "system": platform.platform(terse=True),
    }


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def versions() -> dict[str, str]:
    """Return the versions of what counts for speed; "not installed" for a part that is not there."""
    found = {"python": platform.python_version()}
    for part in PARTS:
        try:
            found[part] = metadata.version(part)
        except metadata.PackageNotFoundError:
            found[part] = "not installed"
    return found


def load() -> float | None:
    """Return how many processes wanted a core in the last minute; None where the system does not tell."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def shown(told: Mapping[str, str | int | float | None]) -> str:
    """Return what is told in one line."""
    return ", ".join(f"{name} {value}" for name, value in told.items())


def products_per_second() -> float:
    """Return the floating point operations a second of one core, at the best, in a product of matrices in 32 bits.

    By seconds of the processor, so that other work on the machine does not count; in a process of its own, since how
    many threads such a product takes is settled when numpy is loaded, and threads that wait for each other count too.
    """
    environment = {**os.environ, **dict.fromkeys(THREADS, "1")}
    program = PRODUCT.format(side=SIDE, times=TIMES)
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, env=environment)
    return 2 * SIDE**3 / float(done.stdout)


def bytes_per_second() -> float:
    """Return how many bytes one core reads from memory in a second, at the best."""
    import numpy as np

    held = np.ones(READ // 4, np.float32)
    return READ / _best(held.max)


def python_start() -> float:
    """Return the seconds in which a process of Python that does nothing comes and goes, at the best."""
    return _best(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True))


def _best(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return min(taken)


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    if described.is_file():
        lines = described.read_text("utf-8", errors="replace").splitlines()
        for line in lines:
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    if sys.platform == "darwin":
        told = subprocess.run(["sysctl", "-n", "machdep.cpu.brand_string"], capture_output=True, text=True)
        if told.stdout.strip():
            return told.stdout.strip()
    return platform.processor() or platform.machine()


def _memory() -> int | None:
    """Return the bytes of memory."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        pass
    try:
        import psutil  # type: ignore[import-untyped]
    except ImportError:
        return None
    return int(psutil.virtual_memory().total)
