"""How often the right named query is among the three nearest to a question, and how long finding them takes.

    python -m bench.nearest HOME [WORDINGS.yaml] [--words] [--misses]

WORDINGS holds questions with the name of the right query (tests/qa/nearest.yaml by default) and, where it matters,
the parameters that must be filled in. HOME is asked for the names in them.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from bench.inputs import Inputs, ready_home
from bench.rows import Figure, percentile
from graph.explore.library import load_library
from graph.explore.names import fresh_names
from graph.explore.place import Place
from graph.explore.session import open_session
from graph.ontology import shipped_ontology
from qa.desk import Desk
from qa.nearest import Embeds, NearestQueries, Suggestion

WORDINGS = Path(__file__).resolve().parents[1] / "tests" / "qa" / "nearest.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found for a wording."""

    question: str
    right: tuple[str, ...]
    wanted: dict[str, str]
    suggestions: tuple[Suggestion, ...]
    seconds: float

    @property
    def place(self) -> int | None:
        """The place of the right query, from 1; None where it is not there."""
        return next((at for at, one in enumerate(self.suggestions, start=1) if one.name in self.right), None)

    @property
    def filled(self) -> bool:
        """Whether the right query's parameters are filled as wanted."""
        given = [one.given for one in self.suggestions if one.name in self.right]
        return bool(given) and self.wanted.items() <= given[0].items()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("wordings", type=Path, nargs="?", default=WORDINGS)
    parser.add_argument("--words", action="store_true", help="by words and names alone, without an embedding model")
    parser.add_argument("--misses", action="store_true", help="list the wordings whose query is not among the three")
    arguments = parser.parse_args()
    with open_desk(arguments.home) as desk:
        tell(measure(arguments.wordings, desk, None if arguments.words else embedder(arguments.home)), arguments.misses)


@contextmanager
def open_desk(home: Path) -> Iterator[Desk]:
    """Open a home to ask it for the names in questions."""
    with ExitStack() as stack:
        place = Place(home=home)
        session = stack.enter_context(open_session(place, shipped_ontology()))
        names = stack.enter_context(fresh_names(place, session.ontology))
        yield Desk(
            ontology=session.ontology, names=names, graph=session.graph, record=session.reader,
            today=date.today().isoformat(),
        )  # fmt: skip


def figures(given: Inputs) -> Iterator[Figure]:
    """Yield the figures of the table."""
    home = ready_home(given, vectors=True).resolve()
    with open_desk(home) as desk:
        found, plain = measure(WORDINGS, desk, embedder(home)), measure(WORDINGS, desk, None)
    share, words = (sum(one.place is not None for one in way) / len(way) for way in (found, plain))
    at = f"{len(found)} wordings"
    yield Figure(name="nearest: right among three", at=at, value=share, unit="share", baseline=words)
    taken = percentile([1000 * one.seconds for one in found], 0.95)
    yield Figure(name="nearest: p95", at=at, value=taken, unit="ms")


def embedder(home: Path) -> Embeds:
    """Return the embedder of a home."""
    from graph.views.index.embedder import open_embedder

    opened: Embeds = open_embedder(home)
    return opened


def measure(wordings: Path, desk: Desk, embeds: Embeds | None) -> list[Found]:
    """Return what is found for each wording of a file."""
    finder = NearestQueries(load_library().queries, desk.ontology, embeds)
    finder.nearest("warm", desk)
    found = []
    for held in yaml.safe_load(wordings.read_text("utf-8")):
        started = time.perf_counter()
        suggestions = finder.nearest(held["question"], desk)
        right = held["query"] if isinstance(held["query"], list) else [held["query"]]
        found.append(
            Found(
                question=held["question"],
                right=tuple(right),
                wanted=held.get("params", {}),
                suggestions=suggestions,
                seconds=time.perf_counter() - started,
            )
        )
    return found


def tell(found: Sequence[Found], misses: bool) -> None:
    """Print shares and times."""
    places = [one.place for one in found]
    seconds = sorted(one.seconds for one in found)
    filled = [one.filled for one in found if one.wanted and one.place]
    print(f"right query first {share([p == 1 for p in places])}, among three {share([p is not None for p in places])}")
    print(f"its parameters filled as wanted {share(filled)}")
    print(f"a question takes {seconds[len(seconds) // 2] * 1000:.0f} ms, at most {seconds[-1] * 1000:.0f} ms")
    for one in found if misses else ():
        if one.place is None:
            print(f"miss: {one.question}\n  {', '.join(one.right)}; found {', '.join(s.name for s in one.suggestions)}")
        elif one.wanted and not one.filled:
            given = next(dict(s.given) for s in one.suggestions if s.name in one.right)
            print(f"filled otherwise: {one.question}\n  {one.wanted}; found {given}")


def share(held: Sequence[bool]) -> str:
    """Return a share as text."""
    return f"{sum(held) / len(held):.3f} of {len(held)}" if held else "none"


if __name__ == "__main__":
    main()
