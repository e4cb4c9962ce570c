"""Mentions in the graph: found in all texts, and after any change those that a rebuild finds."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.engine import Graph, wipe
from graph.ontology import shipped_ontology
from graph.record.hashing import document_key
from graph.record.lens import Lens
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import Reading
from graph.views.catchup import Task, catch_up
from graph.views.mentions_view import MENTIONS, graph_names, mentions_in
from tests.engines import embedded_graph, neo4j_graph
from tests.record.readings import Fact, edge, moment, prop, reading
from tests.views.home import Home, dump, dump_of, new_home, perform, without_stamp
from tests.views.pool import CatchUp, Close, Forget, Judge, JudgeFact, Operation, Undo

FACTS: tuple[Fact, ...] = (
    prop("Lab:Acme", "names", "Acme"),
    prop("hf-org:acme", "name", "Acme"),
    prop("Model:Zephyra", "names", "Zephyra"),
    prop("Model:Zephyra 2", "names", "Zephyra 2"),
    prop("hf:acme/Zephyra-2", "names", "Zephyra 2"),
    prop("hf:acme/Zephyra-2-7B", "parameters", 7_000_000_000),
    prop("hf:other/Zephyra-2-7B", "parameters", 7_000_000_000),
    prop("Model:Phi", "released", "2024-05"),
    prop("Model:Open", "names", "Open"),
    prop("Country:China", "names", "中国"),
    edge("Lab:Acme", "DEVELOPED", "Model:Phi"),
    edge("hf-org:acme", "DEVELOPED", "Model:Open"),
    edge("hf:acme/Zephyra-2-7B", "VARIANT_OF", "Model:Zephyra 2"),
    edge("hf:other/Zephyra-2-7B", "DERIVED_FROM", "hf:acme/Zephyra-2-7B"),
    edge("Model:Zephyra 2", "VARIANT_OF", "Model:Zephyra"),
)
PROSE = (
    "Acme has made Phi, and nobody knew.",
    "A letter from Acme: Zephyra 2 is out, says Acme's founder.",
    "We tried Zephyra-2-7B and zephyra2, then the Open model.",
    "Open is small; the Phi model is smaller.",
    "中国的 acme/Zephyra-2-7B，other/Zephyra-2-7B.",
    "Nothing is named here.",
)
PAIRS = (
    ("Lab:Acme", "hf-org:acme"),
    ("Model:Zephyra 2", "hf:acme/Zephyra-2"),
    ("Model:Phi", "Model:Open"),
    ("hf:acme/Zephyra-2-7B", "hf:other/Zephyra-2-7B"),
)
ADDRESSES = ("a", "b", "c", "d")
BOUNDED = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
DONE: Counter[str] = Counter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """A document is read that states facts and tells of things."""

    address: str
    facts: tuple[Fact, ...]
    prose: tuple[str, ...]
    title: str = "A card"
    kind: str = "news"


def told(operation: Tell, now: str) -> Reading:
    """Return the reading of a document: its facts a line each, then its prose."""
    made = reading(operation.address, operation.facts, now, title=operation.title, reader=str(len(now)))
    text = made.document.text + "\n".join(operation.prose)
    return replace(made, document=replace(made.document, text=text, kind=operation.kind))


def do(home: Home, record: Record, operations: Sequence[Operation | Tell]) -> None:
    """Do operations in order."""
    for operation in operations:
        if isinstance(operation, Tell):
            home.moments += 1
            record.write([told(operation, moment("2025-03-04", home.moments))])
        else:
            DONE.update(one.how for one in perform(home, record, [operation]))


TELLS = st.builds(
    Tell,
    address=st.sampled_from(ADDRESSES),
    facts=st.lists(st.sampled_from(FACTS), max_size=5, unique_by=lambda f: f.line).map(tuple),
    prose=st.lists(st.sampled_from(PROSE), max_size=4).map(tuple),
    title=st.sampled_from(["A card", "Acme tells of Phi"]),
    kind=st.sampled_from(["news", "news", "news", "card", "reference"]),
)
OTHERS: st.SearchStrategy[Operation] = st.one_of(
    st.builds(
        Judge,
        kind=st.sampled_from(["same", "same", "different"]),
        pair=st.sampled_from(PAIRS),
        author=st.sampled_from(["person", "alias"]),
        renamed=st.booleans(),
    ),
    st.builds(
        JudgeFact, kind=st.just("reject"), fact=st.sampled_from(FACTS), address=st.sampled_from([None, *ADDRESSES])
    ),
    st.builds(Undo, which=st.integers(0, 5)),
    st.builds(Close, address=st.sampled_from(ADDRESSES)),
    st.builds(Forget, address=st.sampled_from(ADDRESSES)),
)
CHANGES = st.one_of(TELLS, TELLS, OTHERS, st.just(CatchUp()))


@st.composite
def sequences(draw: st.DrawFn) -> tuple[Operation | Tell, ...]:
    start = draw(st.lists(TELLS, min_size=2, max_size=4))
    return (*start, CatchUp(), *draw(st.lists(CHANGES, min_size=1, max_size=10)), CatchUp())


@pytest.fixture(scope="module", autouse=True)
def mostly_by_difference() -> Iterator[None]:
    """Hold that the sequences tried what they are for: catching up by the difference."""
    yield
    if DONE["changed"] + DONE["built"] > 50:
        assert DONE["changed"] > DONE["built"] / 2, DONE


def check(operations: tuple[Operation | Tell, ...], graph: Graph, folder: Path) -> None:
    home = new_home(folder, "mentions", graph)
    wipe(graph)
    with home.record() as record:
        do(home, record, operations)
    held = dump(graph)
    assert without_stamp(held) == dump_of(home.projection())
    assert home.catch_up(rebuild=True).how == "built"
    assert dump(graph) == held


@pytest.mark.slow
@settings(BOUNDED, max_examples=100)
@given(operations=sequences())
def test_the_embedded_graph_is_what_a_rebuild_gives(
    operations: tuple[Operation | Tell, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    check(operations, embedded_graph(), tmp_path_factory.getbasetemp())


@pytest.mark.slow
@settings(BOUNDED, max_examples=8)
@given(operations=sequences())
def test_neo4j_is_what_a_rebuild_gives(
    operations: tuple[Operation | Tell, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    check(operations, neo4j_graph(), tmp_path_factory.getbasetemp())


ON_EMBEDDED = pytest.mark.parametrize("graph", ["embedded"], indirect=True)
CARD = Tell(address="card", facts=(FACTS[0], FACTS[2], FACTS[7], FACTS[10]), prose=(), kind="card")
NEWS = Tell(address="news", facts=(), prose=("Acme met Acme. Acme has made Phi.", "A phi is a letter."))
FOUND = f"MATCH (d:Document {{id: $id}})-[m:{MENTIONS}]->(n) RETURN n.name AS name, n.id AS id, m.count AS count"


def found_in(graph: Graph, address: str) -> dict[str, int]:
    rows = graph.read(FOUND, {"id": document_key(address)}).rows
    return {str(node): int(str(count)) for _, node, count in rows}


@ON_EMBEDDED
def test_how_often_a_document_mentions_a_thing_is_counted(graph: Graph, tmp_path: Path) -> None:
    home = new_home(tmp_path, "home", graph)
    with home.record() as record:
        do(home, record, [CARD, NEWS, CatchUp()])
    assert found_in(graph, "news") == {"Organization:acme": 3, "Model:phi": 1}


@ON_EMBEDDED
def test_a_name_new_on_record_is_found_in_old_texts(graph: Graph, tmp_path: Path) -> None:
    home = new_home(tmp_path, "home", graph)
    with home.record() as record:
        do(home, record, [NEWS, CatchUp()])
        assert found_in(graph, "news") == {}
        do(home, record, [CARD])
        assert home.catch_up().how == "changed"
        assert found_in(graph, "news") == {"Organization:acme": 3, "Model:phi": 1}
        do(home, record, [Forget(address="card")])
        assert home.catch_up().how == "changed"
        assert found_in(graph, "news") == {}


@ON_EMBEDDED
@pytest.mark.parametrize("made", ["Model:Phi", "Model:Phila"])
def test_company_new_on_record_tells_in_old_texts(graph: Graph, tmp_path: Path, made: str) -> None:
    home = new_home(tmp_path, "home", graph)
    family = edge("Model:Phi", "VARIANT_OF", "Model:Phila")
    card = Tell(address="card", facts=(FACTS[0], FACTS[7], family), prose=(), kind="card")
    maker = Tell(address="maker", facts=(edge("Lab:Acme", "DEVELOPED", made),), prose=(), kind="card")
    with home.record() as record:
        do(home, record, [card, NEWS, CatchUp()])
        assert found_in(graph, "news") == {"Organization:acme": 3}
        do(home, record, [maker])
        assert home.catch_up().how == "changed"
        assert found_in(graph, "news") == {"Organization:acme": 3, "Model:phi": 1}
        do(home, record, [Close(address="maker")])
        assert home.catch_up().how == "changed"
    assert found_in(graph, "news") == {"Organization:acme": 3}


@ON_EMBEDDED
def test_a_merge_moves_mentions_and_its_undoing_moves_them_back(graph: Graph, tmp_path: Path) -> None:
    home = new_home(tmp_path, "home", graph)
    letter = Tell(address="news", facts=(), prose=("A word of zephyra-labs on it.",))
    labs = Tell(address="card", facts=(prop("hf-org:zephyra-labs", "founded", "2020"), FACTS[0]), prose=())
    merge = Judge(kind="same", pair=("Lab:Acme", "hf-org:zephyra-labs"), author="person", renamed=False)
    with home.record() as record:
        do(home, record, [labs, letter, CatchUp()])
        before = found_in(graph, "news")
        do(home, record, [merge, CatchUp()])
        assert set(found_in(graph, "news")) == {"hf-org:zephyra-labs"}
        do(home, record, [Tell(address="news", facts=(), prose=("Acme, and zephyra-labs.",)), CatchUp()])
        assert found_in(graph, "news") == {"hf-org:zephyra-labs": 2}
        do(home, record, [Undo(which=0), CatchUp()])
        assert found_in(graph, "news") == {"hf-org:zephyra-labs": 1, "Organization:acme": 1}
    assert set(before) == {"hf-org:zephyra-labs"}


@ON_EMBEDDED
def test_what_says_who_is_who_mentions_nothing(graph: Graph, tmp_path: Path) -> None:
    home = new_home(tmp_path, "home", graph)
    with home.record() as record:
        do(home, record, [replace(CARD, kind="reference"), CatchUp()])
    assert found_in(graph, "card") == {}


@ON_EMBEDDED
def test_places_are_found_by_looking_again(graph: Graph, tmp_path: Path) -> None:
    home = new_home(tmp_path, "home", graph)
    with home.record() as record:
        do(home, record, [CARD, replace(NEWS, title="Acme again"), CatchUp()])
    with RecordReader(home.path) as reader:
        number = next(d.number for d in reader.documents() if d.address == "news")
        placed = mentions_in(reader, graph_names(graph, shipped_ontology()), number)
        text = reader.text(number)
    assert (placed[0].span.place, placed[0].span.start, placed[0].span.end) == ("title", 0, 4)
    assert [text[one.span.start : one.span.end] for one in placed[1:]] == ["Acme", "Acme", "Acme", "Phi"]
    assert (
        Counter(one.mention.entity for one in placed)["Organization:acme"]
        == found_in(graph, "news")["Organization:acme"]
    )


@ON_EMBEDDED
def test_a_lens_shows_the_mentions_of_its_documents(graph: Graph, tmp_path: Path) -> None:
    home = new_home(tmp_path, "home", graph)
    lens = Lens(source="cards")
    with home.record() as record:
        do(home, record, [CARD, NEWS])
        made = told(replace(NEWS, address="else"), moment("2025-03-05"))
        record.write([replace(made, document=replace(made.document, source="papers"))])
    with RecordReader(home.path) as reader:
        task = Task(
            graph=graph, reader=reader, ontology=shipped_ontology(), lock=tmp_path / "lens.lock", lens=lens
        )  # fmt: skip
        catch_up(task)
    assert without_stamp(dump(graph)) == dump_of(home.projection(lens))
    assert found_in(graph, "news")["Organization:acme"] == 3
    assert found_in(graph, "else") == {}
