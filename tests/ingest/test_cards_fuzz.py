"""Whatever the bytes, a card is read or set aside; and each quote is there."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.record.types import Reading, SetAside
from ingest.sources.model_cards import SOURCE, read_card

FIELDS = sorted({name for names in SOURCE.reads.values() for name in names} | {"widget", "results", "metrics", "value"})
VALUES = [
    "mit",
    "other",
    "a/b",
    "no",
    "- x",
    "[a, b",
    "{a: b}",
    "'",
    '"',
    "|",
    ">-",
    "*a",
    "&a x",
    "!!x y",
    "#",
    "null",
    "~",
]
SCORE = "- results:\n  - dataset: {name: a}\n    metrics:\n    - {type: b, value: 1}"
PIECES = st.sampled_from(
    [*VALUES, SCORE, ": ", "- ", "  ", "\t", "\r\n", "\r", "---", "\u2028", "\ufeff", "\x85", "😀", "\0", "\x07"]
)
WORDS = st.lists(PIECES | st.text(max_size=3), max_size=4).map("".join)
LINES = st.tuples(st.sampled_from(FIELDS), st.sampled_from([": ", ":", ":\n", ":\n  ", ":\n- "]), WORDS).map("".join)
FRONT = st.lists(LINES | WORDS, max_size=8).map("\n".join)
CARDS = st.tuples(
    st.sampled_from(["---\n", "\n---\r\n", "\ufeff---\n", ""]), FRONT, st.sampled_from(["\n---\n# T\n", "\n---", ""])
)


def check(data: bytes, org_name: str | None) -> None:
    found = read_card(data, "file:///card.md", org_name, "2026-11-25T00:00:00Z")
    if isinstance(found, SetAside):
        assert found.reason
        return
    assert isinstance(found, Reading)
    assert found.document.title.strip()
    for span in [s.span for s in found.statements] + [x.span for x in found.leftovers]:
        assert span.cut(found.document).strip(), span
    for statement in found.statements:
        assert (statement.object is None) != (statement.value is None)
        assert statement.object is None or statement.object.partition(":")[2].strip()
    for passage in found.passages:
        assert found.document.text[passage.start : passage.end].strip()
    found.document.text.encode()


@given(st.binary(max_size=300), st.sampled_from([None, "a/b", "x", "\ud800"]))
def test_any_bytes(data: bytes, org_name: str | None) -> None:
    check(data, org_name)


@settings(max_examples=600)
@given(CARDS, st.sampled_from([None, "a/b"]))
@example(("---\n", "a: \ufeffb\nlicense: mit", "\n---\n"), "a/b")
@example(("---\n", "license: x\u2028y", "\n---\n"), "a/b")
@example(("---\n", ": x\n? license\n: mit", "\n---\n"), "a/b")
@example(("---\n", "? [a]\n: b\nlicense: mit", "\n---\n"), None)
def test_anything_like_a_card(parts: tuple[str, str, str], org_name: str | None) -> None:
    text = "".join(parts)
    check(text.encode(), org_name)
    check(text.encode("utf-16"), org_name)


@given(st.text("ab: \n", min_size=1, max_size=30).map(lambda body: f"---\nlicense: mit\nx: '{body}'\n---\n"))
def test_the_quote_is_the_line_that_says_it(text: str) -> None:
    found = read_card(text.encode(), "a", "a/b", "t")
    if isinstance(found, Reading):
        quotes = {s.span.cut(found.document) for s in found.statements if s.predicate == "LICENSED_UNDER"}
        assert quotes <= {"license: mit"}


SCORE_START = "model-index:\n- results:\n  - dataset: {name: a}\n    metrics:\n    - {value: "
FLAT = {
    "a list on one line": "tags: [" + "x," * 300_000 + "x]",
    "a long address": "base_model: https://hf.co/" + "a" * 500_000 + " b",
    "a long number": SCORE_START + "1" * 500_000 + "x}",
    "many bad scores": "model-index:\n- results:\n  - metrics: [" + "{a: b}," * 50_000 + "]",
    "tabs": "a:\n" + "\t" * 300_000 + "\n\tb: [",
    "one key again": "license: mit\n" * 100_000,
    "many keys": "".join(f"k{n}: v\n" for n in range(100_000)),
}


@pytest.mark.parametrize("name", FLAT)
def test_time_is_in_proportion_to_the_front_matter(name: str) -> None:
    started = time.process_time()
    check(f"---\n{FLAT[name]}\n---\n".encode(), "a/b")
    assert time.process_time() - started < 8


@pytest.mark.parametrize("piece", ["a/b ", "---\n", "\n---x", "---", "a/b-", "\t", "\xff", "# a\n", "<p>", "[](a/b)"])
def test_time_is_in_proportion_to_the_text(piece: str) -> None:
    started = time.process_time()
    check((piece * (2_000_000 // len(piece))).encode("latin-1"), "a/b")
    check(("---\n" + piece * (1_000_000 // len(piece))).encode("latin-1"), "a/b")
    assert time.process_time() - started < 10
