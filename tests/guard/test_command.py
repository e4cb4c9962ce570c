"""``sextant cypher`` behind the guard, and the library's own queries before it."""

from pathlib import Path

import pytest

from graph.explore.guard import check_text
from graph.explore.guard_policy import shipped_policy
from graph.explore.library import load_library
from tests.ui.conftest import sample_home
from tests.ui.running import sextant

__all__ = ["sample_home"]
QUERIES = load_library().queries


def test_what_writes_is_refused_with_its_place(sample_home: Path) -> None:
    ran = sextant(sample_home, "cypher", "CALL () { CREATE (n) }", "--json")
    assert (ran.code, ran.out) == (1, "")
    said = "line 1, column 11: CREATE writes, and only reading is allowed here: CALL () { »CREATE (n) }"
    assert ran.err == f"sextant: {said}\n"


def test_nothing_found_is_explained_beside_the_rows(sample_home: Path) -> None:
    ran = sextant(sample_home, "cypher", "MATCH (l:Labs) RETURN l.name AS lab", "--format", "csv")
    assert (ran.code, ran.out) == (0, "lab\n")
    assert ran.err.startswith("sextant: no label Labs; Lab has ")


def test_a_cut_result_says_how_to_go_on(sample_home: Path) -> None:
    ran = sextant(sample_home, "cypher", "UNWIND range(1, 20000) AS x RETURN x ORDER BY x", "--json")
    assert (ran.code, ran.out.count("\n")) == (0, 10_000)
    assert ran.err == "sextant: cut after 10,000 rows; for the next ones end the query with SKIP 10000 LIMIT 10000\n"


@pytest.mark.parametrize("query", QUERIES, ids=[query.name for query in QUERIES])
def test_the_library_passes(query: object) -> None:
    from graph.explore.library_file import NamedQuery

    assert isinstance(query, NamedQuery)
    assert check_text(query.text, {one.name: "x" for one in query.parameters}, shipped_policy()).reading.tokens
