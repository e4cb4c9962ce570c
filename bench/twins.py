"""Recall and precision of near copies: real articles, and copies made of them by what papers do to a wire report.

    python bench/twins.py FOLDER        FOLDER holds ground_truth.json, as the article-extraction-benchmark

Printed by kind of change: how many copies overlap by so much, how many of those at 0.85 and at the threshold were
found; then false pairs among the originals, and the seconds for a signature and for ten thousand documents.
"""

import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ingest.twins import THRESHOLD, find_twins, groups_of, overlap, signature

BOILERPLATE = "This story was first published by our partner. All rights reserved. Sign up for the morning letter here."
Change = Callable[[list[str], random.Random], list[str]]


def _drop_one(parts: list[str], rng: random.Random) -> list[str]:
    at = rng.randrange(len(parts))
    return parts[:at] + parts[at + 1 :]


def _truncate(parts: list[str], rng: random.Random) -> list[str]:
    return parts[: max(1, int(len(parts) * rng.uniform(0.7, 0.95)))]


def _boilerplate(parts: list[str], rng: random.Random) -> list[str]:
    return [f"By our own staff, {rng.randrange(100)}", *parts, BOILERPLATE]


def _edit(parts: list[str], rng: random.Random) -> list[str]:
    words = [[word if rng.random() > 0.02 else "altered" for word in part.split()] for part in parts]
    return [" ".join(part) for part in words]


CHANGES: dict[str, Change] = {
    "one paragraph dropped": _drop_one,
    "truncated by 5 to 30%": _truncate,
    "boilerplate around it": _boilerplate,
    "one word in fifty changed": _edit,
    "all of these": lambda parts, rng: _boilerplate(_edit(_drop_one(parts, rng), rng), rng),
}


def main(folder: Path) -> None:
    """Print the table."""
    truth = json.loads((folder / "ground_truth.json").read_text(encoding="utf-8"))
    texts = {name: page["articleBody"] for name, page in truth.items()}
    rng = random.Random(7)
    for kind, change in CHANGES.items():
        copies = {f"{n}+{i}": "\n\n".join(change(t.split("\n\n"), rng)) for n, t in texts.items() for i in range(5)}
        every = texts | copies
        signed = {name: signature(text) for name, text in every.items()}
        new, old = ({name: signed[name] for name in some} for some in (copies, texts))
        found = list(find_twins(new, old, every.__getitem__))
        shares = {name: overlap(text, texts[name.partition("+")[0]]) for name, text in copies.items() if signed[name]}
        grouped = {name: group for group in groups_of(found) for name in group}
        lines = []
        for least in (0.85, THRESHOLD):
            wanted = [name for name, share in shares.items() if share >= least]
            got = sum(name.partition("+")[0] in grouped.get(name, ()) for name in wanted)
            lines.append(f"of overlap >= {least}: {got} of {len(wanted)} found")
        wrong = sum(t.left.partition("+")[0] != t.right.partition("+")[0] for t in found)
        print(f"{kind:26} {'; '.join(lines)}; {wrong} wrong pairs of {len(found)}")
    _speed(texts)


def _speed(texts: dict[str, str]) -> None:
    started = time.process_time()
    signed = {name: signature(text) for name, text in texts.items()}
    each = (time.process_time() - started) / len(texts)
    originals = list(find_twins(signed, {}, texts.__getitem__))
    print(
        f"twins among the {len(texts)} originals: {[(t.left[:8], t.right[:8], round(t.overlap, 2)) for t in originals]}"
    )
    many = {f"{name}/{n}": value for n in range(10_000 // len(signed)) for name, value in signed.items()}
    started = time.process_time()
    groups = groups_of(find_twins(many, {}, lambda name: texts[name.partition("/")[0]]))
    seconds = time.process_time() - started
    print(f"{each * 1000:.1f} ms a signature; {len(many):,} documents in {len(groups)} groups: {seconds:.1f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
