"""How many names in data sets of others the reference data resolve, each weighted by how often it occurs.

    python bench/reference_coverage.py DATA [--missing 20] [--json]

DATA is a folder with cards.csv of front matters (gold/), Epoch's tables (epoch/), ATOM's list (atom/) and Ecosystem
Graphs (ecosystem_graphs/). A name is resolved if an entry of its type has it as a name or as the value of a key, in
normal form.
"""

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from graph.ontology import Ontology, shipped_ontology
from graph.ontology.naming import normalise_name, parse_key
from ingest.reference import shipped_entries
from ingest.reference_entries import Entry
from ingest.sources.model_cards import SOURCE as CARDS

AIM = {
    "licences of cards": 0.95,
    "labs of ATOM": 0.90,
    "labs of Epoch": 0.85,
    "labs of Ecosystem Graphs": None,
    "chips of Epoch": 0.85,
    "chips of Epoch's models": None,
    "countries of Epoch": None,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--missing", type=int, default=10, help="how many unresolved names to print, the most frequent")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    known = known_names(shipped_entries(), shipped_ontology())
    found = {name: rate(mentions, known[label]) for name, label, mentions in mentioned(arguments.data)}
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for name, figures in found.items():
        print(shown(name, figures, arguments.missing))


def known_names(entries: Iterable[Entry], ontology: Ontology) -> dict[str, set[str]]:
    """Return the normal forms of all names and values of keys, by label."""
    known: dict[str, set[str]] = {label: set() for label in ontology.nodes}
    for entry in entries:
        keys = [parse_key(key, ontology) for key in (entry.thing, *entry.keys, *entry.former)]
        names = [*(key.value for key in keys), entry.name, *entry.names]
        known[keys[0].label] |= {normalise_name(name) for name in names}
    return known


def rate(mentions: Counter[str], known: set[str]) -> dict[str, object]:
    """Return the share of mentions and of different names that are resolved, and what is not."""
    missing = Counter({name: count for name, count in mentions.items() if normalise_name(name) not in known})
    total = sum(mentions.values())
    return {
        "mentions": total,
        "weight": round(1 - sum(missing.values()) / total, 4) if total else None,
        "names": round(1 - len(missing) / len(mentions), 4) if mentions else None,
        "missing": dict(missing.most_common(200)),
    }


def shown(name: str, figures: dict[str, object], most: int) -> str:
    """Return the lines on one list of names."""
    missing = figures["missing"]
    assert isinstance(missing, dict)
    aim = AIM[name]
    line = f"{name:26} {figures['weight']} of {figures['mentions']} mentions, {figures['names']} of names"
    line += f" (aim {aim})" if aim else ""
    left = ", ".join(f"{one} {count}" for one, count in list(missing.items())[:most])
    return f"{line}\n    not resolved: {left}" if left else line


def mentioned(data: Path) -> Iterator[tuple[str, str, Counter[str]]]:
    """Yield the lists of names: what it is called, their label, and how often each occurs."""
    yield "licences of cards", "License", licences(data / "gold" / "cards.csv")
    yield "labs of ATOM", "Organization", column(data / "atom" / "models.csv", "org")
    models = data / "epoch" / "all_ai_models.csv"
    yield "labs of Epoch", "Organization", column(models, "Organization", ",")
    yield "labs of Ecosystem Graphs", "Organization", organizations(data / "ecosystem_graphs")
    yield "chips of Epoch", "Chip", column(data / "epoch" / "ml_hardware.csv", "Hardware name")
    yield "chips of Epoch's models", "Chip", column(models, "Training hardware", ",")
    countries = column(models, "Country (from Organization)", ",")
    del countries["Multinational"]
    yield "countries of Epoch", "Country", countries


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file, its comment lines left out."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def column(path: Path, name: str, separator: str | None = None) -> Counter[str]:
    """Count the values of a column; a cell may hold several."""
    cells = (row[name] or "" for row in rows(path))
    values = (part.strip() for cell in cells for part in (cell.split(separator) if separator else [cell]))
    return Counter(value for value in values if value)


def licences(path: Path) -> Counter[str]:
    """Count the licences that cards name, as the reader of cards takes them: a name of its own stands for "other"."""
    found: Counter[str] = Counter()
    for row in rows(path):
        cell = row["license"]
        given = json.loads(cell) if cell.startswith("[") else [cell]
        named = [one for one in given if one and one.lower() not in CARDS.words["no_licence"]]
        own = row["license_name"].strip()
        found.update(named or ([own] if own and own.lower() not in CARDS.words["no_licence"] else []))
    return found


def organizations(folder: Path) -> Counter[str]:
    """Count the organizations of the assets; several are written with commas and "and"."""
    found: Counter[str] = Counter()
    for path in sorted(folder.glob("*.yaml")):
        for asset in yaml.safe_load(path.read_text(encoding="utf-8")) or []:
            names = re.split(r",| and ", str(asset.get("organization") or ""))
            found.update(name.strip() for name in names if name.strip())
    return found


if __name__ == "__main__":
    main()
