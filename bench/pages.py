"""How well the article is found in real pages, beside trafilatura alone in the same run.

    python bench/pages.py FOLDER [--json]    FOLDER holds ground_truth.json and ID.html.gz

Printed: precision, recall and F1 of runs of four words, each page counting alike, and the seconds of the processor;
then for how many pages title, date, author, publisher, address and language are found, and how often ours agree with
trafilatura's own.
"""

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import trafilatura

from graph.ontology.dates import dates_agree, is_date
from ingest.decode import Decoded
from ingest.pages.encoding import decode_page
from ingest.sources.pages import Page, read_page

_WORDS = 4
_FIELDS = ("title", "published", "author", "publisher", "url", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Shares from 0 to 1 over all pages."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.precision * self.recall / (self.precision + self.recall or 1)


def saved_pages(folder: Path) -> Iterator[tuple[bytes, str]]:
    """Yield the bytes of each page and the true text of its article."""
    truth = json.loads((folder / "ground_truth.json").read_text(encoding="utf-8"))
    for name, page in truth.items():
        yield gzip.decompress((folder / f"{name}.html.gz").read_bytes()), page["articleBody"]


def ours(data: bytes) -> Page:
    """Return what is read from a page."""
    decoded = decode_page(data)
    return read_page(decoded.text if isinstance(decoded, Decoded) else "", "file:///page.html")


def alone(data: bytes) -> str:
    """Return the article as trafilatura finds it by itself."""
    return trafilatura.extract(data, include_comments=False) or ""


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + _WORDS]) for at in range(max(1, len(words) - _WORDS + 1)) if words)


def score(pairs: list[tuple[str, str]]) -> Score:
    """Return how well texts cover the true ones; ``pairs`` holds the true and the found one. A page counts as one."""
    right = wrong = missed = 0.0
    for true, found in pairs:
        a, b = _runs(true), _runs(found)
        both, extra, lost = ((a & b).total(), (b - a).total(), (a - b).total())
        whole = both + extra + lost or 1
        right, wrong, missed = right + both / whole, wrong + extra / whole, missed + lost / whole
    return Score(precision=right / (right + wrong or 1), recall=right / (right + missed or 1))


def _timed(read: Callable[[bytes], str], pages: list[tuple[bytes, str]]) -> tuple[Score, float]:
    started = time.process_time()
    pairs = [(true, read(data)) for data, true in pages]
    return score(pairs), time.process_time() - started


def metadata(pages: list[tuple[bytes, str]]) -> dict[str, dict[str, int]]:
    """Return by field for how many pages it is found, by us, by both, and how often the two agree."""
    counts = {field: dict.fromkeys(("ours", "both", "agree"), 0) for field in _FIELDS}
    for data, _ in pages:
        known, other = ours(data).metadata, trafilatura.extract_metadata(data)
        theirs = {"title": other.title, "published": other.date, "author": other.author, "publisher": other.sitename}
        for field, count in counts.items():
            mine, their = getattr(known, field), theirs.get(field)
            count["ours"] += mine is not None
            if mine and their:
                count["both"] += 1
                count["agree"] += _agree(field, mine, their)
    return counts


def _agree(field: str, mine: str, theirs: str) -> bool:
    if field == "published":
        return is_date(theirs) and dates_agree(mine, theirs)
    a, b = (set(re.findall(r"\w+", text.casefold())) for text in (mine, theirs))
    return len(a & b) * 2 >= min(len(a), len(b))


def main(folder: Path, *, as_json: bool) -> None:
    """Print the table, or it as JSON."""
    pages = list(saved_pages(folder))
    readers = {"trafilatura alone": alone, "ours": lambda data: ours(data).text}
    bodies = {name: _timed(read, pages) for name, read in readers.items()}
    fields = metadata(pages)
    if as_json:
        print(json.dumps({"f1": {name: found.f1 for name, (found, _) in bodies.items()}, "metadata": fields}))
        return
    for name, (found, seconds) in bodies.items():
        rates = f"precision {found.precision:.4f}  recall {found.recall:.4f}  F1 {found.f1:.4f}"
        print(f"{name:18} {rates}  {seconds / len(pages) * 1000:.0f} ms a page")
    for field, count in fields.items():
        said = f"agree on {count['agree']} of {count['both']} that both find" if count["both"] else ""
        print(f"{field:10} {count['ours']:3} of {len(pages)} pages   {said}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), as_json="--json" in sys.argv)
