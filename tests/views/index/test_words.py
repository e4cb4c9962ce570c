"""The words of a text, and the scores of passages by them."""

import time
from pathlib import Path

import bm25s  # type: ignore[import-untyped]
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.views.index.arrays import ArrayFile, write_arrays
from graph.views.index.scoring import Weights, WordScores
from graph.views.index.texts import DocumentText, PassageText
from graph.views.index.words import term_key, word_tokens
from graph.views.index.words_part import joined, part_of

TEXT_ALONE = Weights(text=1, heading=0, title=0, k1=1.5, b=0.75)
SHARED = (
    ("Qwen2.5-7B-Instruct", ["qwen 2.5 7b", "Qwen2.5", "qwen2.5-7b-instruct", "QWEN"]),
    ("meta-llama/Llama-3.1-8B", ["Llama 3.1", "llama-3.1-8b", "meta-llama", "8B"]),
    ("GPT-4o and GPT4", ["gpt 4", "GPT-4o", "4o"]),
    ("80GB of H100s", ["80 GB", "H100"]),
    ("the U.S. rule", ["US", "U.S.", "rules"]),
    ("15 CFR 744.23(a)(2)", ["744.23", "cfr"]),
    ("1,234,567 parameters", ["1234567", "parameter"]),
    ("China’s Universität", ["china", "universitat", "Universitäten"[:11]]),
    ("state-of-the-art, dual-use", ["state of the art", "dual use", "dual-use"]),
    ("中国的出口管制规定", ["出口管制", "管制"]),
    ("模型Qwen2.5发布", ["qwen2.5", "发布"]),
    ("C++ and C#", ["c++", "C#"]),
    ("ＦＵＬＬ width", ["full"]),
    ("released 2025-01-20", ["2025", "2025-01-20"]),
    ("a licence for the programme", ["license", "programs", "Licences"]),
    ("organisational behaviour analysed", ["organizational", "behavior", "analyzed"]),
    ("snake_case and a.b/c", ["snake", "case"]),
)
APART = (
    ("H100", ["H200", "100"]),
    ("Qwen2.5-7B", ["2", "5", "72B"]),
    ("GPT-4", ["GPT-3", "4o"]),
    ("出口", ["进口"]),
    ("C++", ["C"]),
    ("1.5", ["15", "1", "5"]),
)


@pytest.mark.parametrize(("text", "queries"), SHARED)
def test_a_text_has_the_words_of_those_who_ask_for_it(text: str, queries: list[str]) -> None:
    held = set(word_tokens(text))
    for query in queries:
        assert held & set(word_tokens(query)), query


@pytest.mark.parametrize(("text", "queries"), APART)
def test_what_is_another_thing_shares_no_word(text: str, queries: list[str]) -> None:
    for query in queries:
        assert not set(word_tokens(text)) & set(word_tokens(query)) - {"gpt"}, query


@given(st.text(max_size=200))
def test_any_text_has_words_that_are_found_again(text: str) -> None:
    for word in word_tokens(text):
        assert word == word.casefold() or not word.isascii()
        assert word.strip()


def test_long_runs_take_time_by_their_length() -> None:
    best = 9.0
    for text in ("a-" * 500_000, "a1" * 500_000, "." * 1_000_000, "中" * 300_000, "a,1," * 250_000, "1." * 500_000):
        started = time.process_time()
        word_tokens(text)
        best = time.process_time() - started
        assert best < 3, text[:4]


def test_keys_leave_room_for_the_field() -> None:
    assert {term_key(word) & 7 for word in ("a", "b", "出口")} == {0}
    assert len({term_key(str(n)) for n in range(10_000)}) == 10_000


def documents(texts: list[list[str]]) -> list[DocumentText]:
    return [
        DocumentText(
            number=at + 1, title=f"title {at}",
            passages=tuple(
                PassageText(ordinal=n, start=0, end=len(text), heading="above", kind="text", text=text)
                for n, text in enumerate(passages)
            ),
        )
        for at, passages in enumerate(texts)
    ]  # fmt: skip


CHOSEN = ("model", "chip", "export", "rule", "law", "open", "weight", "the", "qwen2.5-7b", "出口")
WORDS = st.lists(st.sampled_from(CHOSEN), min_size=1)
TEXTS = st.lists(st.lists(WORDS.map(" ".join), min_size=1, max_size=4), min_size=1, max_size=6)


@given(TEXTS, WORDS.map(" ".join))
def test_scores_are_those_of_bm25s(
    tmp_path_factory: pytest.TempPathFactory, texts: list[list[str]], query: str
) -> None:
    folder = tmp_path_factory.mktemp("words")
    half = len(texts) // 2
    every = documents(texts)
    parts = [write_arrays(folder / f"{n}.part", part_of(some)) for n, some in enumerate((every[:half], every[half:]))]
    scores = WordScores([ArrayFile(folder, part) for part in parts]).scores(query, TEXT_ALONE)
    passages = [word_tokens(text) for some in texts for text in some]
    theirs = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    theirs.index(passages, show_progress=False)
    known = [word for word in word_tokens(query) if any(word in passage for passage in passages)]
    expected = theirs.get_scores(known) if known else np.zeros(len(passages))
    np.testing.assert_allclose(scores, expected, rtol=1e-4, atol=1e-5)


@given(TEXTS, st.sets(st.integers(1, 6)))
def test_joined_parts_are_as_made_at_once(texts: list[list[str]], dropped: set[int]) -> None:
    every = documents(texts)
    left = [one for one in every if one.number not in dropped]
    found = joined([part_of(every[::2]), part_of(every[1::2])], dropped)
    expected = part_of(left)
    assert set(found) == set(expected)
    for name, array in expected.items():
        if name not in ("terms", "starts") or len(left):
            np.testing.assert_array_equal(found[name], array, err_msg=name)


def test_weights_say_how_much_a_title_counts(tmp_path: Path) -> None:
    mark = write_arrays(tmp_path / "1.part", part_of(documents([["one of them"], ["another"]])))
    scores = WordScores([ArrayFile(tmp_path, mark)])
    assert not scores.scores("title", TEXT_ALONE).any()
    assert scores.scores("title 1", Weights(title=2)).argmax() == 1
    assert scores.scores({"another": 2.0})[1] == pytest.approx(2 * scores.scores(["another"])[1])
