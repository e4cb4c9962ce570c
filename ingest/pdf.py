"""A PDF's lines, page by page, taken apart by a process of its own within limits of time, memory and size."""

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.decode import Unreadable
from ingest.json_records import clean


def _numbers(*names: str) -> list[int]:
    """Return the numbers of signals; none of those that the system does not have."""
    return [int(getattr(signal, name)) for name in names if hasattr(signal, name)]


_WORKER = Path(__file__).with_name("pdf_worker.py")
_END_MARK = b"%%EOF"
_NEAR_END = 4096
_START_MARK = b"%PDF-"
NEAR_START = 1024
"""The mark of a PDF stands within so many bytes of its beginning."""
_GAVE_UP = frozenset(_numbers("SIGABRT", "SIGILL", "SIGTRAP"))
_OUT_OF_TIME = frozenset(_numbers("SIGXCPU"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLimits:
    """What reading one PDF may cost."""

    seconds: int = 60
    """By the clock and of the processor; after that the process is ended."""
    memory: int = 1_200_000_000
    """Bytes of address space, where the system can bound it."""
    pages: int = 2_000
    characters: int = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLine:
    """A line of a page as it is shown."""

    text: str
    """It ends in a hyphen where the page divides a word there."""
    size: float
    """Of its first character, in points."""
    bold: bool
    turned: bool
    """Whether it does not run from left to right, as a stamp in the margin."""
    top: float
    """Where it stands: 0 at the top of the page, 1 at its foot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPages:
    """What a PDF holds."""

    pages: tuple[tuple[PdfLine, ...], ...]
    title: str
    """Title and author as its metadata give them, often empty or of no use."""
    author: str
    lost: tuple[int, ...]
    """Numbers of the pages that cannot be read."""


def read_pdf(data: bytes, limits: PdfLimits | None = None) -> PdfPages | Unreadable:
    """Return the lines of a PDF, or why it cannot be read. Raises nothing, whatever the bytes."""
    if not data:
        return Unreadable(reason="the file is empty")
    if _START_MARK not in data[:NEAR_START]:
        return Unreadable(reason="the PDF is damaged", detail="it does not begin as a PDF does")
    if _END_MARK not in data[-_NEAR_END:]:
        return Unreadable(reason="the PDF is damaged", detail="it is cut off: the mark of its end is missing")
    found = _taken_apart(data, limits or PdfLimits())
    return found if isinstance(found, Unreadable) else _pages(found)


def _taken_apart(data: bytes, limits: PdfLimits) -> Mapping[str, object] | Unreadable:
    numbers = (limits.memory, limits.seconds, limits.pages, limits.characters)
    command = [sys.executable, "-I", str(_WORKER), *(str(number) for number in numbers)]
    # Files, not pipes: nothing waits for the other, and the system bounds what is written.
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as told:
        given.write(data)
        given.seek(0)
        process = subprocess.Popen(command, stdin=given, stdout=told, stderr=subprocess.DEVNULL)
        try:
            code = process.wait(timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            return _too_long(limits)
        finally:
            process.kill()
            process.wait()
        told.seek(0)
        answer = told.read(limits.characters * 16 + 2_000_000)
    return _answer(code, answer, limits)


def _too_much(limits: PdfLimits) -> Unreadable:
    return Unreadable(reason="the PDF took too much memory to read", detail=f"more than {limits.memory:,} bytes")


def _too_long(limits: PdfLimits) -> Unreadable:
    return Unreadable(reason="the PDF took too long to read", detail=f"more than {limits.seconds} seconds")


def _answer(code: int, answer: bytes, limits: PdfLimits) -> Mapping[str, object] | Unreadable:
    # The library gives up by these signals where it gets no memory; of a fault of its own it dies by others.
    if -code in _GAVE_UP:
        return _too_much(limits)
    if -code in _OUT_OF_TIME:
        return _too_long(limits)
    if code:
        return Unreadable(reason="the PDF is damaged", detail=f"what reads it broke off ({code})")
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError):
        return Unreadable(reason="the PDF is damaged", detail="what reads it did not come to an end")
    problem = found.get("problem") if isinstance(found, dict) else "damaged"
    if problem == "encrypted":
        return Unreadable(reason="the PDF is encrypted", detail="it opens with a password only")
    if problem == "pages":
        detail = f"{found['count']:,} pages; at most {limits.pages:,} are read"
        return Unreadable(reason="the PDF has too many pages", detail=detail)
    if problem == "characters":
        return Unreadable(reason="the file is too large", detail=f"more than {limits.characters:,} characters")
    if problem == "memory":
        return _too_much(limits)
    if problem is not None:
        return Unreadable(reason="the PDF is damaged", detail="it has no pages that can be found")
    return dict(found)


def _pages(found: Mapping[str, object]) -> PdfPages | Unreadable:
    told = found.get("pages")
    pages = tuple(tuple(_line(line) for line in page) for page in told) if isinstance(told, list) else ()
    lost = found.get("lost")
    numbers = tuple(int(number) for number in lost) if isinstance(lost, list) else ()
    if not any(line.text for page in pages for line in page):
        detail = f"{len(pages):,} page{'' if len(pages) == 1 else 's'} without a character: images, or empty"
        return Unreadable(reason="the PDF holds no text", detail=detail)
    title, author = (" ".join(clean(str(found.get(name, ""))).split()) for name in ("title", "author"))
    return PdfPages(pages=pages, title=title, author=author, lost=numbers)


_UNSEEN = dict.fromkeys((*range(32), 127, 0xFFFE, 0xFFFF, 0xAD))
# One sign for two letters: a search for "fine" must find it.
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}


def _line(line: tuple[str, float, bool, bool, float]) -> PdfLine:
    text, size, bold, turned, top = line
    shown = clean(str(text).replace("\t", " ")).translate(_UNSEEN | _LIGATURES)
    return PdfLine(text=" ".join(shown.split()), size=float(size), bold=bool(bold), turned=bool(turned), top=float(top))
