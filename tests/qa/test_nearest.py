"""The nearest named queries: which are found, how they are filled, that their commands run, and what is kept."""

import hashlib
import shlex
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from graph.explore.library import bind, find_query, load_library
from graph.explore.library_file import NamedQuery, QueryParameter, read_query
from graph.explore.library_terms import terms_of
from graph.ontology import shipped_ontology
from qa.desk import Desk
from qa.nearest import NearestQueries, Suggestion
from qa.nearest_filling import Filling, command_of
from qa.nearest_vectors import FILE, kept_vectors
from tests.qa.films import films

FOLDER = Path(__file__).parent
WORDINGS = [*yaml.safe_load((FOLDER / "nearest.yaml").read_text("utf-8")),
            *yaml.safe_load((FOLDER / "nearest_check.yaml").read_text("utf-8"))]  # fmt: skip


class Letters:
    """Vectors by the triples of letters in a text: near is what is spelt alike."""

    name = "letters-1"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a vector of norm 1 for each text."""
        made = np.zeros((len(texts), 64), np.float32)
        for row, text in enumerate(texts):
            for at in range(len(text) + 1):
                made[row, hashlib.sha256(f" {text.lower()} "[at : at + 3].encode()).digest()[0] % 64] += 1
        normed: NDArray[np.float32] = made / np.linalg.norm(made, axis=1, keepdims=True)
        return normed


def nearest(question: str, desk: Desk, embedder: Letters | None = None) -> tuple[Suggestion, ...]:
    return NearestQueries(load_library().queries, desk.ontology, embedder).nearest(question, desk)


def run(command: str, desk: Desk) -> int:
    """Run a command on the graph of a desk as the command line would, and return how many rows it gives."""
    program, verb, name, *options = shlex.split(command)
    assert (program, verb) == ("sextant", "cypher")
    assert options[::2] == ["--param"] * (len(options) // 2)
    query = find_query(name)
    parameters = bind(query, dict(option.split("=", 1) for option in options[1::2]))
    return len(desk.graph.read(query.text, parameters).rows)


@pytest.mark.parametrize(
    ("question", "command"),
    [
        ("models DeepSeek has released so far", 'sextant cypher models-of-lab --param lab="DeepSeek"'),
        ("who trained models on H100s", 'sextant cypher models-trained-on-chip --param chip="H100"'),
        ("policies in the EU", 'sextant cypher policies-of-place --param place="EU"'),
        ("Chinese labs", 'sextant cypher labs-of-country --param country="China"'),
        ("French models since 2024", 'sextant cypher models-of-country --param country="France" --param since="2024"'),
        ("how is DeepSeek-V3 related to Llama 3", "sextant cypher path-between --param one"),
    ],
)
def test_what_the_question_names_is_filled_in(question: str, command: str, field: Desk) -> None:
    found = nearest(question, field)
    assert any(one.command.startswith(command) for one in found), [one.command for one in found]


@pytest.mark.parametrize("embedder", [None, Letters()], ids=["words", "vectors"])
def test_every_command_runs(embedder: Letters | None, field: Desk) -> None:
    finder = NearestQueries(load_library().queries, field.ontology, embedder)
    rows = [run(one.command, field) for held in WORDINGS[::6] for one in finder.nearest(str(held["question"]), field)]
    assert len(rows) == 3 * len(WORDINGS[::6])
    assert any(rows)


def test_a_filled_command_finds_what_was_named(field: Desk) -> None:
    found = {one.name: one for one in nearest("Which models has DeepSeek released?", field)}
    assert dict(found["models-of-lab"].given) == {"lab": "DeepSeek"}
    assert not found["models-of-lab"].examples
    assert run(found["models-of-lab"].command, field) == 1


def test_a_query_that_needs_what_is_not_named_says_that_its_example_stands_in(field: Desk) -> None:
    found = {one.name: one for one in nearest("which labs belong to the members of a group", field)}
    assert set(found["labs-of-group"].examples) == {"group", "day"}
    assert "group=" in found["labs-of-group"].command


def test_with_a_film_ontology_the_shipped_library_is_no_trouble(desk: Desk) -> None:
    assert len(nearest("Which films did Jean Vigo direct?", desk)) == 3


def test_without_queries_none_is_near(field: Desk) -> None:
    assert NearestQueries([], field.ontology, Letters()).nearest("Which models are there?", field) == ()


def test_what_parameters_take_is_read_from_the_queries() -> None:
    ontology = shipped_ontology()
    takes = {query.name: terms_of(query, ontology).takes for query in load_library().queries}
    assert takes["models-trained-on-chip"] == {"chip": {"Chip"}}
    assert takes["policies-in-force"] == {"place": {"Country", "Group"}}
    assert takes["around"] == {"name": frozenset()}
    assert takes["releases-by-month"] == {}
    assert all(labels <= ontology.nodes.keys() for held in takes.values() for labels in held.values())


def test_a_query_that_cannot_be_read_has_no_terms() -> None:
    text = "// name: broken\n// title: Broken\n// group: mine\n// questions: [What is broken?]\n// returns: {a: A.}\n\n"
    query = read_query("broken.cypher", text + "RETURN 'open")
    assert terms_of(query, films()).labels == frozenset()


def query_with(name: str) -> NamedQuery:
    parameter = QueryParameter(name=name, kind="text", about="A thing.", required=True, example="x")
    return NamedQuery(
        name="one", title="One", group="g", questions=("Q?",), parameters=(parameter,), returns={}, text="RETURN 1"
    )


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=30))
def test_a_value_reaches_the_query_through_a_shell_as_it_is(value: str) -> None:
    command = command_of(query_with("thing"), Filling(given={"thing": value}, examples={}, fit=1.0))
    assert shlex.split(command)[-1] == "thing=" + " ".join(value.split())


TEXTS = ["Which films are there?", "Who directed them?", "How long do they run?"]


def test_vectors_are_kept_and_made_anew_when_damaged_or_of_other_texts(tmp_path: Path) -> None:
    first = kept_vectors(TEXTS, Letters(), tmp_path / "views")
    path = tmp_path / "views" / FILE
    held = path.read_bytes()
    assert np.array_equal(kept_vectors(TEXTS, Letters(), tmp_path / "views"), first)
    assert path.read_bytes() == held
    for damage in (b"", held[:100], b"\x93NUMPY" + b"\0" * 200, held[:-4] + b"\xff\xff\xff\x7f"):
        path.write_bytes(damage)
        assert np.array_equal(kept_vectors(TEXTS, Letters(), tmp_path / "views"), first)
        assert path.read_bytes() == held
    assert len(kept_vectors(TEXTS[:2], Letters(), tmp_path / "views")) == 2
    assert path.read_bytes() != held


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "views").write_text("a file where the folder would be", "utf-8")
    assert len(kept_vectors(TEXTS, Letters(), tmp_path / "views")) == len(TEXTS)


def test_vectors_of_another_embedder_do_not_count(tmp_path: Path) -> None:
    class Shouted(Letters):
        name = "letters-2"

        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            return -super().embed(texts)

    first = kept_vectors(TEXTS, Letters(), tmp_path)
    assert np.array_equal(kept_vectors(TEXTS, Shouted(), tmp_path), -first)


def test_the_wordings_name_queries_that_there_are() -> None:
    names = {query.name for query in load_library().queries}
    wanted = [held["query"] for held in WORDINGS]
    assert {n for one in wanted for n in (one if isinstance(one, list) else [one])} <= names
    assert len(WORDINGS) == len({str(held["question"]) for held in WORDINGS}) == 90
