"""Whatever happens to the record, an index brought up to date step by step is the one that is built at once."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.record.lens import Lens
from graph.views.index.index import open_index
from tests.views.index.home import Home, mask_of, text_reading

PARAGRAPHS = (
    "Qwen2.5-7B has open weights under the Apache licence.",
    "The rule controls the export of H100 chips with 80GB of memory.",
    "The licence of the model forbids some uses of the weights.",
    "半导体出口管制新规",
    "  The licence of the model forbids   some uses of the weights. ",
    "Weights, weights, weights: open weights of GPT-4o are not to be had.",
)
WRITE = st.tuples(
    st.just("write"), st.sampled_from("abcd"), st.lists(st.sampled_from(PARAGRAPHS), max_size=4),
    st.sampled_from(["1", "2"]), st.sampled_from([None, "2024-05", "2025-01-01"]),
)  # fmt: skip
OTHER = st.tuples(
    st.sampled_from(["close", "forget", "catch up", "catch up", "embed", "copies"]), st.sampled_from("abcd")
)
OPERATIONS = st.lists(st.one_of(WRITE, WRITE, OTHER), min_size=3, max_size=14)


def do(home: Home, at: int, operation: tuple[object, ...]) -> None:
    what, address = str(operation[0]), str(operation[1])
    if what == "catch up":
        home.catch_up()
        return
    if what == "embed":
        home.embed()
        return
    with home.record() as record:
        if what == "write":
            _, _, paragraphs, reader, published = operation
            made = text_reading(address, paragraphs, "2025-03-04", reader=reader, published=published, second=at)  # type: ignore[arg-type]
            record.write([made])
        elif what == "close":
            record.close_missing([address], f"2025-03-05T08:00:{at:02}.000000Z")
        elif what == "copies":
            record.bring_copies({"b": address} if address != "b" else {})
        else:
            record.forget([address])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(OPERATIONS)
def test_step_by_step_is_as_at_once(operations: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        home.record().close()
        for at, operation in enumerate(operations):
            do(home, at, operation)
        home.embed()
        found = home.dump()
        again = Home(Path(folder) / "again", kept=home.kept)
        again.folder.mkdir()
        shutil.copy(home.folder / "record.db", again.folder / "record.db")
        assert again.catch_up().how in ("built", "current")
        again.embed()
        assert again.embedder.embedded == [], "the cache has every vector that is needed"
        assert found == again.dump()
        assert home.catch_up().how == "current"


def test_versions_are_all_there_and_lenses_choose(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.record() as record:
        for day, words in (("2024-01-10", "first words"), ("2024-06-01", "second words and more words")):
            record.write([text_reading("a", [words], day, published=day)])
        record.write([text_reading("b", ["words of another source"], "2024-02-01", source="others")])
    with home.reader() as reader:
        index = open_index(home.task(reader))
        assert len(index) == 3
        assert mask_of(index) == 2
        assert [index.text(hit.passage) for hit in index.words("first", 5)] == []
        before = index.allowed(Lens(as_of="2024-03-01"))
        found = [index.text(hit.passage) for hit in index.words("words", 5, before)]
        assert sorted(found) == ["first words", "words of another source"]
        assert [index.text(hit.passage) for hit in index.words("words", 5, index.allowed(Lens(source="Others")))] == [
            "words of another source"
        ]


def test_what_is_added_costs_its_own_size(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.record() as record:
        record.write([text_reading(f"d{n}", [f"{p} {n}" for p in PARAGRAPHS * 4], "2024-01-01") for n in range(40)])
        large = {one.file.name for one in home.catch_up().manifest.words}
        for n in range(30):
            record.write([text_reading(f"more{n}", ["A word."], "2024-01-02")])
            caught = home.catch_up()
            assert (caught.how, caught.added, caught.removed) == ("changed", 1, 0)
            assert large <= {one.file.name for one in caught.manifest.words}, "the large part stays as it is"
            assert len(caught.manifest.words) <= 5
    assert {path.name for path in home.index.glob("*.part")} == {one.name for one in caught.manifest.files()}


def test_the_same_text_is_one_vector_and_told_as_a_twin(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.record() as record:
        record.write([text_reading(name, [PARAGRAPHS[2]], "2024-01-01") for name in "ab"])
        record.write([text_reading("c", [PARAGRAPHS[4], PARAGRAPHS[0]], "2024-01-01")])
    assert home.embed().made == 3  # the third differs in white space alone: a twin, but another text to embed
    with home.reader() as reader:
        index = open_index(home.task(reader))
        places = {
            (index.document(one.document).address, one.passage): at
            for at, one in enumerate(map(index.passage, range(len(index))))
        }
        assert index.twins(places["c", 0]) == (places["a", 0], places["b", 0], places["c", 0])
        assert index.passage(places["a", 0]).twin_of is None
        assert index.passage(places["b", 0]).twin_of == places["a", 0]
        assert index.passage(places["c", 1]).twin_of is None
        hits = index.dense(home.embedder.embed([PARAGRAPHS[0]])[0], 1)
        assert [hit.passage for hit in hits] == [places["c", 1]]
        hits = index.dense(home.embedder.embed([PARAGRAPHS[2]])[0], 2)
        assert {hit.passage for hit in hits} == {places["a", 0], places["b", 0], places["c", 0]}
