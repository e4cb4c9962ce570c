"""The files of the library and their loader."""

import re
from pathlib import Path

import pytest

from graph.errors import LibraryError, LibraryMisuse
from graph.explore.library import Library, bind, find_query, load_library
from graph.explore.library_file import read_query, read_value

FOLDER = Path(__file__).parents[2] / "cypher" / "library"
HEADER = """// name: labs
// title: All labs
// group: mine
// questions: [Which labs are there?]
// parameters:
//   limit: {type: integer, default: 10, about: Most rows.}
// returns:
//   lab: Its name.
"""
QUERY = "MATCH (l:Lab) RETURN l.name AS lab ORDER BY lab LIMIT $limit\n"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_what_ships_is_of_one_mould(library: Library) -> None:
    for query in library.queries:
        assert (FOLDER / query.group.replace(" ", "-") / f"{query.name}.cypher").is_file(), query.name
        assert 2 <= len(query.questions) <= 3, query.name
        assert query.parameters[-1].name == "limit", query.name
        assert "ORDER BY" in query.text.splitlines()[-1] or "ORDER BY" in query.text.splitlines()[-2], query.name
        assert "LIMIT $limit" in query.text, query.name
        assert {p.name: (p.required, p.default) for p in query.parameters}["limit"][1] is not None, query.name
    assert len({query.group for query in library.queries}) == 8
    assert len({query.title for query in library.queries}) == len(library.queries) >= 40


def test_no_query_of_a_class_to_which_the_engines_answer_differently(library: Library) -> None:
    # What tests/engine/test_known_differences.py shows: list predicates, counts compared in an optional match.
    for query in library.queries:
        assert not re.search(r"\b(any|all|none|single)\s*\(|SHORTEST|elementId|\bid\(|apoc|LOAD", query.text), (
            query.name
        )


def test_every_example_is_taken(library: Library) -> None:
    for query in library.queries:
        examples = {p.name: p.example for p in query.parameters}
        assert set(bind(query, examples)) == {p.name for p in query.parameters}


def test_one_query_is_found_by_name() -> None:
    query = find_query("labs-of-country")
    assert (query.group, query.returns["lab"]) == ("labs and countries", "The lab.")
    assert query.text.startswith("MATCH (c:Country)")


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("labs-of-contry", "labs-of-country"),
        ("Labs_Of_Country", "labs-of-country"),
        ("labs-country", "labs-of-country"),
    ],
)
def test_a_mistyped_name_gets_the_nearest(name: str, near: str) -> None:
    with pytest.raises(LibraryMisuse, match=rf"{name}: the library has no query .*{near}"):
        find_query(name)


def test_values_are_read_by_the_type_of_their_parameter() -> None:
    query = find_query("policies-in-force")
    assert bind(query, {"day": "2024-05"}) == {"day": "2024-05", "place": None, "limit": 50}
    assert bind(find_query("model-facts"), {"model": "123", "limit": "7"}) == {"model": "123", "limit": 7}
    assert bind(find_query("supply-concentration"), {"share": "7"}) == {"share": 7.0, "limit": 50}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, 'needs country; for example: --param "country=China"'),
        ({"contry": "China"}, "no parameter 'contry'; did you mean country"),
        ({"country": "China", "zzz": "1"}, "no parameter 'zzz'; it has country, limit"),
        ({"country": "China", "limit": "many"}, "limit 'many' is not a whole number"),
    ],
)
def test_wrong_parameters_are_named(given: dict[str, str], said: str) -> None:
    with pytest.raises(LibraryMisuse, match=re.escape(said)):
        bind(find_query("labs-of-country"), given)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("integer", "1.5"),
        ("integer", ""),
        ("number", "inf"),
        ("boolean", "True"),
        ("date", "2024-02-30"),
        ("date", "x"),
    ],
)
def test_a_value_of_another_type_is_refused(kind: str, text: str) -> None:
    with pytest.raises(LibraryError):
        read_value("it", kind, text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("header", "query", "said"),
    [
        ("", QUERY, "line 1: no header"),
        (HEADER, "\n", "line 8: no query"),
        (HEADER.replace("name: labs", "name: other"), QUERY, "line 1: name 'other' stands in a file of another name"),
        (HEADER.replace("name: labs", "name: Labs of"), QUERY, "line 1: name 'Labs of' is not written like"),
        (HEADER.replace("// group: mine\n", ""), QUERY, "has no 'group'"),
        (HEADER.replace("group", "groop"), QUERY, "has no 'group'"),
        (HEADER + "// more: 1\n", QUERY, "line 9: the file has no field 'more'"),
        (HEADER.replace("[Which labs are there?]", "[]"), QUERY, "line 4: no questions"),
        (HEADER.replace("integer", "int"), QUERY, "line 6: type of limit 'int' is not one of text, integer"),
        (HEADER.replace("default: 10", "default: ten"), QUERY, "line 6: limit 'ten' is not a whole number"),
        (HEADER.replace("default: 10, ", ""), QUERY, "line 6: limit has neither a default nor an example"),
        (HEADER.replace("default: 10", "default: 10, optional: true"), QUERY, "line 6: limit has a default, so"),
        (HEADER.replace("//   lab: Its name.\n", ""), QUERY, "line 7: returns"),
        (HEADER + "\n", "// comment\n\nWHERE l.name = $lab RETURN l AS lab LIMIT 1", "line 12: $lab is used and not"),
        (HEADER, "MATCH (l:Lab)\nWHERE l.name = $lab RETURN l AS lab LIMIT 1", "line 10: $lab is used and not"),
        (HEADER, "MATCH (l) RETURN '$limit' AS lab // $limit", "parameter limit is declared and not used"),
        (HEADER.replace("title: All labs", "title: [All"), QUERY, "not YAML"),
    ],
)  # fmt: skip
def test_a_file_that_does_not_hold_is_named_with_its_line(header: str, query: str, said: str) -> None:
    with pytest.raises(LibraryError, match=r"^labs\.cypher ") as caught:
        read_query("labs.cypher", header + query)
    assert said in str(caught.value)


def test_what_stands_between_quotes_is_no_parameter() -> None:
    body = "MATCH (l:Lab) WHERE l.name <> '$x' AND l.`$y` IS NULL /* $z */ RETURN l.name AS lab LIMIT $limit"
    assert read_query("labs.cypher", HEADER + body).text == body


def test_files_of_the_user_join_and_those_that_do_not_hold_are_told(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "labs.cypher").write_text(HEADER + QUERY, encoding="utf-8")
    (tmp_path / "bad.cypher").write_text("MATCH (n) RETURN n", encoding="utf-8")
    taken = HEADER.replace("name: labs", "name: labs-of-country") + QUERY
    (tmp_path / "labs-of-country.cypher").write_text(taken, encoding="utf-8")
    (tmp_path / "latin.cypher").write_bytes(HEADER.encode() + b"// \xff\n")
    library = load_library(tmp_path)
    assert [query.name for query in library.queries if query.own] == ["labs"]
    assert len(library.faults) == 3
    assert any("bad.cypher line 1: no header" in fault for fault in library.faults)
    assert any(
        "labs-of-country.cypher: the library has a query of this name already" in fault for fault in library.faults
    )
    assert any("latin.cypher: not UTF-8" in fault for fault in library.faults)
    assert find_query("labs", tmp_path).own
    assert not find_query("labs-of-country", tmp_path).own
    with pytest.raises(LibraryError, match="no header"):
        find_query("bad", tmp_path)


def test_a_folder_that_is_not_there_adds_nothing(tmp_path: Path, library: Library) -> None:
    assert load_library(tmp_path / "none") == library
