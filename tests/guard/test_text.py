"""The text of a query as it is looked at: tokens, places, keywords that are names, sizes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import QueryError, WriteRefused
from graph.explore.guard import check_text
from graph.explore.guard_place import caret, line_and_column, offset_of
from graph.explore.guard_policy import shipped_policy
from graph.explore.guard_text import read_text
from graph.explore.guard_tokens import skeleton

POLICY = shipped_policy()
PIECES = (
    "MATCH ¦(n)¦RETURN ¦SET ¦'a'¦`b`¦/* c */¦\\u0041¦\\¦'¦\"¦`¦$p¦[¦]¦{¦}¦(¦)¦..¦1¦.5¦0x1F¦range(¦1, 9¦reduce(¦s = 0, ¦"
    "x IN ¦WHERE ¦*¦CASE ¦WHEN ¦THEN ¦END ¦WITH ¦UNWIND ¦AS ¦, ¦-[¦]->¦=~ ¦CALL ¦IN TRANSACTIONS¦//¦|¦\n"
)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in read_text(text, POLICY).tokens]


def test_tokens_of_each_kind() -> None:
    assert kinds("n.`a b` = 'it\\'s' + 1.5") == [
        ("word", "n"), ("sign", "."), ("quoted", "a b"), ("sign", "="), ("string", "it\\'s"), ("sign", "+"),
        ("number", "1.5"),
    ]  # fmt: skip
    assert kinds("[*1..3] $x $`y z`") == [
        ("sign", "["), ("sign", "*"), ("number", "1"), ("sign", ".."), ("number", "3"), ("sign", "]"),
        ("parameter", "x"), ("parameter", "y z"),
    ]  # fmt: skip


def test_what_runs_has_no_comment_and_no_escape_and_its_tokens_stand_where_they_say() -> None:
    reading = read_text("MATCH (n) // SET\n/* DELETE */ RETURN '\\u00e9' AS x", POLICY)
    assert "SET" not in reading.text
    assert "DELETE" not in reading.text
    assert "é" in reading.text
    for token in reading.tokens:
        assert token.text in reading.text[token.start : token.end]


@given(st.lists(st.sampled_from(PIECES.split("¦")), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    try:
        checked = check_text(text, {"p": 1}, POLICY)
    except QueryError as error:
        said = str(error)
    else:
        said = "read"
        assert "SET" not in [t.upper for t, key in zip(checked.reading.tokens, checked.keywords, strict=True) if key]
    assert len(said.splitlines()) == 1


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_characters_are_read_or_refused(text: str) -> None:
    try:
        read = check_text(text, {}, POLICY).reading
    except QueryError as error:
        said = str(error)
    else:
        said = "".join(token.text for token in read.tokens if token.kind in ("word", "sign", "number"))
    assert said.isprintable()


@given(st.text(alphabet="ab\n", max_size=40), st.integers(min_value=0, max_value=40))
def test_a_place_is_found_again(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    assert offset_of(text, *line_and_column(text, offset)) == offset


def test_an_error_points_at_its_place() -> None:
    text = "MATCH (n)\nWHERE n.name = 'x'\n  SET n.hacked = 1"
    with pytest.raises(WriteRefused, match=r"^line 3, column 3: SET writes, .*: »SET n\.hacked = 1$") as raised:
        check_text(text, {}, POLICY)
    assert (raised.value.line, raised.value.column) == (3, 3)
    assert caret(text, raised.value) == "  SET n.hacked = 1\n  ^"


def test_letters_that_look_alike() -> None:
    assert skeleton("СREΑTЕ", POLICY) == "create"
    assert skeleton("ｓｅｔ", POLICY) == "set"
    assert skeleton("名字", POLICY) == "名字"


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n) WHERE n.x STARTS WITH set RETURN n",
        "RETURN CASE WHEN true THEN show ELSE drop END AS x",
        "MATCH (n) RETURN n ORDER BY create, delete DESC",
        "MATCH (create)-[set:DEVELOPED]->(merge) RETURN set, merge",
        "MATCH (a:Set|Create) RETURN a",
        "MATCH p = (load)-->(x) RETURN load",
        "UNWIND [1] AS row RETURN row",
    ],
)
def test_names_that_look_like_clauses(text: str) -> None:
    assert check_text(text, {}, POLICY).reading.tokens


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("RETURN size([x IN range(1, 2000000) | x])", "2,000,000"),
        ("RETURN [x IN range(1, 10000) | [y IN range(1, 1000) | 1]]", "10,000,000"),
        ("UNWIND range(1, 2000) AS x UNWIND range(1, 1000) AS y RETURN x", "2,000,000"),
        ("WITH 5000 AS n RETURN [x IN range(1, n) | [y IN range(0, n - 1) | 1]]", "25,000,000"),
        ("RETURN [x IN range(0, $n) | x]", "3,000,001"),
    ],
)
def test_sizes_are_worked_out(text: str, size: str) -> None:
    with pytest.raises(QueryError, match=f"goes through {size} elements"):
        check_text(text, {"n": 3_000_000}, POLICY)


@pytest.mark.parametrize(
    "text",
    [
        "RETURN [x IN range(1, 1000000) | x]",
        "WITH [x IN range(1, 1000) | x] AS a WITH a, [y IN range(1, 2000) | y] AS b RETURN size(a), size(b)",
        "RETURN size(range(1, 900000)) AS a, size(range(1, 900000)) AS b",
        "UNWIND range(1, 1000) AS x WITH x LIMIT 10 UNWIND range(1, 1000) AS y UNWIND range(1, 90) AS z RETURN x",
        "UNWIND range(1, 1000) AS x WITH count(x) AS n UNWIND range(1, 100000) AS y RETURN n, y",
        "UNWIND range(1, 1000) AS x RETURN x UNION UNWIND range(1, 100000) AS x RETURN x",
    ],
)
def test_sizes_that_do_not_multiply(text: str) -> None:
    assert not check_text(text, {}, POLICY).explains


@pytest.mark.parametrize(
    "text", ["MATCH p = (a)-[*]-(b) RETURN p", "MATCH (a)-->+(b) RETURN a", "MATCH (a)-[*..16]-() RETURN a"]
)
def test_paths_without_types_have_an_end(text: str) -> None:
    with pytest.raises(QueryError, match="any type visits almost everything"):
        check_text(text, {}, POLICY)


@pytest.mark.parametrize(
    "operand",
    [
        "r",
        "m.r",
        "l[0]",
        "'(a' + '+)+b'",
        "x + y",
        "$r",
        "$m.r",
        "reverse('b+)+a(')",
        "replace('(aX)Xb', 'X', '+')",
        "substring('..(a+)+b', 2)",
    ],
)
def test_regular_expressions_are_found_behind_names(operand: str) -> None:
    before = "WITH '(a+)+b' AS r, ['(a+)+b'] AS l, {r: '(a+)+b'} AS m, '(a' AS x, '+)+b' AS y "
    text = f"{before if operand in ('r', 'm.r', 'l[0]', 'x + y') else ''}RETURN 'aaa' =~ {operand} AS found"
    with pytest.raises(QueryError, match="repeats repetitions"):
        check_text(text, {"r": "(a+)+b", "m": {"r": "(a+)+b"}}, POLICY)


@pytest.mark.parametrize(
    "operand", ["n.name", "'(?i).*' + $q + '.*'", "r", "replace($q, '.', '[.]')", "'(?i)' + l.name + '.*'"]
)
def test_harmless_regular_expressions(operand: str) -> None:
    text = f"WITH 'Qwen.*' AS r MATCH (n)--(l) WHERE n.name =~ {operand} AND n.x = 'a+b' RETURN n"
    assert check_text(text, {"q": "qwen2.5"}, POLICY).reading.tokens


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("RETURN `range`(1, 9) AS x", "without backticks"),
        ("RETURN [1]" + "[0]" * 3000 + " AS x", "keys in a row"),
        ("RETURN " + "CASE WHEN true THEN " * 30 + "1" + " END" * 30 + " AS x", "CASE in each other"),
        ("RETURN " + "-" * 999 + "1 AS x", "operators in one expression"),
        ("MATCH (n" + ":A" * 999 + ") RETURN n", "operators in one expression"),
        ("UNWIND range(1, 1000000) AS x RETURN collect('" + "y" * 500 + "' + x) AS l", "gathers 500,000,000 char"),
        ("RETURN reduce(l = [], x IN range(1, 100000) | l + x) AS l", "copied anew in each step"),
        ("MATCH (a), (b) WITH collect(a.id + b.id) AS l RETURN [x IN l | [y IN l | 1]]", "1,000,000,000,000 elements"),
    ],
)
def test_shapes_that_keep_an_engine_busy(text: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        check_text(text, {}, POLICY)
