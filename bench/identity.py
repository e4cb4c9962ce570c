"""How well names are told to be one thing or two, on pairs with the answer known.

    python bench/identity.py PAIRS.jsonl [--no-reference] [--wrong]

Each line holds left, right, label and same. Printed: false merges, recall over the pairs that are the same, and how
many of the others are told to be different, in all and by label.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from graph.identity import NOTHING, verdict
from ui.commands._reference import shipped_aliases


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--no-reference", action="store_true", help="by the rules alone")
    parser.add_argument("--wrong", action="store_true", help="list the pairs that are missed or wrong")
    arguments = parser.parse_args()
    known = NOTHING if arguments.no_reference else shipped_aliases()
    counts: dict[str, Counter[tuple[bool, str]]] = {}
    for line in arguments.pairs.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        found = verdict(pair["left"], pair["right"], pair.get("label"), known)
        for label in ("all", pair.get("label") or "no label"):
            counts.setdefault(label, Counter())[pair["same"], found.verdict] += 1
        if arguments.wrong and found.verdict != ("same" if pair["same"] else "different"):
            print(f"{pair['same']!s:5} {found.verdict:9} {pair['left']} | {pair['right']}  ({found.rule})")
    print(f"{'label':14} false merges  recall         told different  told different though same")
    for label, count in counts.items():
        same, others = (sum(n for (is_same, _), n in count.items() if is_same == wanted) for wanted in (True, False))
        recall = f"{count[True, 'same']}/{same}" + (f" = {count[True, 'same'] / same:.2f}" if same else "")
        different = f"{count[False, 'different']}/{others}"
        print(f"{label:14} {count[False, 'same']:<13} {recall:14} {different:15} {count[True, 'different']}")


if __name__ == "__main__":
    main()
