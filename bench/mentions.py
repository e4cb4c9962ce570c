"""Mentions of a home: how fast its texts are searched for names, and a random sample of what is found, to be read.

    python bench/mentions.py HOME [--kind news policy] [--sample 100] [--seed 1]

Each line of the sample: kind, the thing meant, and the words in their surroundings, with the mention in brackets.
Precision is the share of the sample in which the words do mean the thing; a person tells.
"""

import argparse
import random
import time
from pathlib import Path

from graph.explore.place import Place
from graph.explore.session import open_session
from graph.ontology import shipped_ontology
from graph.record.types import StoredDocument
from graph.views.mentions import find_mentions
from graph.views.mentions_names import NameTable
from graph.views.mentions_view import PlacedMention, graph_names, mentions_in

AROUND = 70
"""Characters shown on each side."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--kind", nargs="*", default=["news", "policy"])
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    ontology = shipped_ontology()
    with open_session(Place(home=given.home.resolve(), server=None, username="", password=""), ontology) as session:
        started = time.perf_counter()
        names = graph_names(session.graph, ontology)
        find_mentions("warm", names)
        print(f"names ready in {time.perf_counter() - started:.1f} s")
        documents = [d for d in session.reader.documents() if d.kind in given.kind]
        texts = {d.number: session.reader.text(d.number) for d in documents}
        titles = {d.number: d.title for d in documents}
        started = time.perf_counter()
        found = {d.number: mentions_in(session.reader, names, d.number) for d in documents}
        took, size = time.perf_counter() - started, sum(map(len, texts.values()))
        total = sum(map(len, found.values()))
        print(f"{len(documents)} documents, {total:,} mentions, {size / took / 1e6:.1f} million characters/s")
        for kind in given.kind:
            every = [(d, one) for d in documents if d.kind == kind for one in found[d.number]]
            for document, one in random.Random(given.seed).sample(every, min(given.sample, len(every))):
                body = titles if one.span.place == "title" else texts
                print(_line(document, body[document.number], names, one))


def _line(document: StoredDocument, text: str, names: NameTable, placed: PlacedMention) -> str:
    start, end, entity = placed.span.start, placed.span.end, placed.mention.entity
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    words = " ".join(f"{before}[[{text[start:end]}]]{after}".split())
    thing = names.nodes[entity]
    return f"{document.kind} | {thing.label} {thing.name} ({entity}) | {words}"


if __name__ == "__main__":
    main()
