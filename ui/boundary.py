"""The one boundary where errors end: each becomes one line on standard error and an exit code."""

import contextlib
import errno
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import typer
from typer.exceptions import TyperException

from graph.errors import SextantError
from ui.output import DONE, FAILED, WRONG_USAGE, note, one_line
from ui.settings import WrongUsage

INTERRUPTED = 130
LOG_NAME = "errors.log"
LOG_LIMIT = 1_000_000
"""Bytes that the log may have before it is begun anew."""


def guarded(work: Callable[[], int], *, home: Path | None, debug: bool) -> int:
    """Run the work and give its exit code; whatever it raises ends here as one line on standard error.

    ``home``: where the traceback of an unexpected error is logged, if that folder is there. ``debug``: show the
    traceback instead.
    """
    try:
        return _flushed(work)
    except WrongUsage as error:
        return _complain(str(error), WRONG_USAGE)
    except SextantError as error:
        return _complain(str(error), FAILED)
    except TyperException as error:
        return _complain(f"{error.format_message()} (see sextant --help)", error.exit_code)
    except typer.Abort:
        return _complain("given up, as asked", FAILED)
    except KeyboardInterrupt:
        return _complain("interrupted; what was finished is kept, the same command goes on from there", INTERRUPTED)
    except OSError as error:
        if _is_broken_pipe(error):
            _hush()
            return DONE
        return _unexpected(error, home, debug)
    except Exception as error:  # noqa: BLE001 - the outermost call: nothing above could say it better
        return _unexpected(error, home, debug)


def _flushed(work: Callable[[], int]) -> int:
    """Run the work and write out what it printed while an error in that can still be reported."""
    try:
        code = work()
    except typer.Exit as done:
        code = done.exit_code
    if sys.stdout is not None:
        sys.stdout.flush()
    return code


def _complain(message: str, code: int) -> int:
    note(one_line(message))
    _hush_if_stuck()
    return code


def _unexpected(error: Exception, home: Path | None, debug: bool) -> int:
    details = "".join(traceback.format_exception(error))
    if debug:
        print(details, file=sys.stderr, flush=True)
        return _complain(f"unexpected {type(error).__name__}: {error}", FAILED)
    where = log_details(details, home)
    way_out = f"details in {where}" if where else "SEXTANT_DEBUG=1 shows the details"
    return _complain(f"unexpected {type(error).__name__}: {error} ({way_out})", FAILED)


def log_details(details: str, home: Path | None) -> Path | None:
    """Write a traceback into the log of the home, else into a file of its own; give that file, or None."""
    entry = f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{details}\n"
    with contextlib.suppress(OSError):
        if home is not None and home.is_dir():
            path = home / LOG_NAME
            fresh = not path.exists() or path.stat().st_size > LOG_LIMIT
            with path.open("w" if fresh else "a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(entry)
            return path
    with contextlib.suppress(OSError):
        # No home to write to: a fresh file of this user alone, so that nobody else's link is followed.
        number, name = tempfile.mkstemp(prefix="sextant-", suffix=".log")
        with os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(entry)
        return Path(name)
    return None


def _is_broken_pipe(error: OSError) -> bool:
    """Tell whether the reader of the output went away; Windows reports that as an invalid argument."""
    return isinstance(error, BrokenPipeError) or (
        os.name == "nt" and error.errno == errno.EINVAL and error.filename is None
    )


def _hush_if_stuck() -> None:
    """Write out what is left, or drop it where that fails, so that the exit itself does not complain."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        _hush()


def _hush() -> None:
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
