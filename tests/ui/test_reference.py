"""The reference facts of a home by the command line: made, chosen, told of, seen through lenses, forgotten."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.engine import Query, wipe
from tests.engines import neo4j_graph, neo4j_server
from tests.ui.running import sextant

MEMBERS = (
    "MATCH (c:Country {name: $name})-[r:MEMBER_OF]->(g:Group) WHERE 'EU' IN g.names AND r.until IS NULL "
    "RETURN c.name AS name, r.since AS since"
)
GERMANY = {"name": "Germany", "since": "1958-01-01"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home that a command made on its way; tests only read it."""
    home = tmp_path_factory.mktemp("full") / "home"
    ran = sextant(home, "cypher", MEMBERS, "--param", "name=Germany", "--json")
    assert ran.json() == GERMANY
    assert ran.err.count("\n") == 1
    assert re.search(rf"made a home in {re.escape(str(home))} .*: \d,\d{{3}} entries in \d+\.\d s\n", ran.err)
    yield home
    sextant(home, "stop")


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of its record, to be changed."""
    sextant(made, "stop")
    home = tmp_path / "copy"
    home.mkdir()
    shutil.copy(made / "record.db", home)
    yield home
    sextant(home, "stop")


def reference(home: Path) -> dict[str, object]:
    told = sextant(home, "status", "--json").json()["reference"]
    assert isinstance(told, dict)
    return told


def test_a_command_that_makes_a_home_makes_it_with_all_facts_and_says_so_once(made: Path) -> None:
    told = reference(made)
    assert (told["level"], told["forgotten"]) == ("full", 0)
    assert "2026-01" <= str(told["as_of"]) <= str(told["read"])
    assert int(str(told["entries"])) > 2000
    ran = sextant(made, "status")
    assert (ran.code, ran.err) == (0, "")
    assert re.search(r"reference   full, \d,\d{3} entries as of [0-9-]+, read \d{4}-\d\d-\d\d\n", ran.out)


@pytest.mark.parametrize("lens", [("--as-of", "2023-01-01"), ("--source", "model cards")])
def test_through_a_lens_membership_still_holds_and_other_facts_do_not(
    copy: Path, cards: Path, lens: tuple[str, str]
) -> None:
    sextant(copy, "ingest", cards, "--published", "2022-05-01")
    ran = sextant(copy, "cypher", MEMBERS, "--param", "name=Germany", "--json", *lens)
    assert ran.json() == GERMANY
    facts = "MATCH (:Organization)-[r:BASED_IN]->(:Country) RETURN count(r) AS facts"
    assert sextant(copy, "cypher", facts, "--json", *lens).json() == {"facts": 0}
    assert int(str(sextant(copy, "cypher", facts, "--json").json()["facts"])) > 100


def test_init_makes_a_home_once_and_keeps_what_it_was_told(no_home: Path) -> None:
    assert sextant(no_home, "init", "--reference", "some").code == 2
    assert not no_home.exists()
    first = sextant(no_home, "init", "--reference", "none", "--json").json()
    assert (first["made"], first["reference"], first["entries"]) == (True, "none", 0)
    assert sextant(no_home, "init", "--json").json()["reference"] == "none"
    assert "reference   none" in sextant(no_home, "status").out
    names = sextant(no_home, "init", "--reference", "names", "--json").json()
    assert (names["made"], names["reference"]) == (False, "names")
    again = sextant(no_home, "init", "--json").json()
    assert (again["reference"], again["entries"]) == ("names", 0)
    types = sextant(no_home, "cypher", "MATCH ()-[r]->() RETURN DISTINCT type(r) AS type", "--json")
    assert types.lines() == [{"type": "MEMBER_OF"}]
    assert sextant(no_home, "init", "--reference", "none").code == 0
    assert sextant(no_home, "cypher", "MATCH (n) WHERE NOT n:_Sextant RETURN n", "--json").lines() == []


def test_names_of_things_that_were_renamed_are_one(made: Path) -> None:
    thing = sextant(made, "entity", "THUDM", "--json").json()
    assert thing["label"] == "Organization"
    names = thing["names"]
    assert isinstance(names, list)
    assert {"THUDM", "zai-org"} <= set(names)


def test_ingesting_makes_a_home_with_all_facts(no_home: Path, cards: Path) -> None:
    ran = sextant(no_home, "ingest", cards, "--json")
    assert ran.json()["documents"] == {"new": 4, "unchanged": 0, "changed": 0, "removed": 0, "set_aside": 0}
    assert ran.err.count("\n") == 1
    assert "made a home in" in ran.err
    assert int(str(ran.json()["entities"])) > 2000
    assert sextant(no_home, "ingest", cards, "--json").err == ""


def test_an_entry_that_is_forgotten_stays_so_until_init_names_the_reference(copy: Path, cards: Path) -> None:
    gone = sextant(copy, "forget", "Zhipu AI", "--json").json()
    assert (gone["documents"], gone["pending"]) == (1, [])
    assert sextant(copy, "entity", "THUDM").code == 1
    for command in (("init",), ("ingest", cards)):
        assert sextant(copy, *command).code == 0
        assert sextant(copy, "entity", "THUDM").code == 1
    assert reference(copy)["forgotten"] == 1
    graph = "MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN n, r, m.id AS to ORDER BY n.id, r.id"
    kept = sextant(copy, "cypher", graph, "--json").out
    assert sextant(copy, "rebuild", "graph").code == 0
    assert sextant(copy, "cypher", graph, "--json").out == kept
    back = sextant(copy, "init", "--reference", "full", "--json").json()
    assert back["entries"] == 1
    assert sextant(copy, "entity", "THUDM", "--json").json()["label"] == "Organization"
    assert reference(copy)["forgotten"] == 0


def test_where_only_a_foreign_graph_is_read_a_home_is_made_without_facts(no_home: Path) -> None:
    server = neo4j_server()
    secret = {"NEO4J_USERNAME": server.username, "NEO4J_PASSWORD": server.password, "SEXTANT_GRAPH": server.url}
    graph = neo4j_graph()
    wipe(graph)
    graph.write([Query(text="CREATE (:Film {title: 'Heat'})", parameters={})])
    ran = sextant(no_home, "cypher", "MATCH (f:Film) RETURN f.title AS title", **secret)
    assert "without reference facts" in ran.err
    assert reference(no_home)["level"] == "full"
    wipe(graph)
