"""Texts read token by token: the same model as the embedder's, each token at its place."""

from pathlib import Path

import numpy as np
import pytest

from graph.errors import EmbeddingError
from graph.views.index.embedder import open_embedder
from graph.views.index.token_vectors import MOST_TOKENS, TokenReader, open_token_reader

TEXTS = ["The owner shall report within ten days.", "Why?", "A ferry, inspected on 1 May 2026 (twice), is safe. " * 5]


@pytest.fixture(scope="module")
def reader() -> TokenReader:
    return open_token_reader()


def test_the_mean_of_the_tokens_is_the_vector_of_the_text(reader: TokenReader, tmp_path: Path) -> None:
    whole = open_embedder(tmp_path).embed(TEXTS)
    for read, vector in zip(reader.read(TEXTS), whole, strict=True):
        mean = read.vectors.mean(0)
        assert float(mean @ vector / np.linalg.norm(mean)) > 0.999


def test_each_token_stands_where_its_letters_are(reader: TokenReader) -> None:
    (read,) = reader.read(["The owner shall report."])
    said = ["The owner shall report."[a:b] for a, b in zip(read.starts, read.ends, strict=True)]
    assert said == ["", "The", "owner", "shall", "report", ".", ""]
    assert len(read.vectors) == len(said)


def test_a_text_reads_the_same_alone_and_among_longer_ones(reader: TokenReader) -> None:
    (alone,) = reader.read(TEXTS[1:2])
    among = reader.read(TEXTS)[1]
    assert np.allclose(alone.vectors, among.vectors, atol=1e-3)


def test_a_text_that_is_too_long_is_cut(reader: TokenReader) -> None:
    (read,) = reader.read(["word " * 1000])
    assert len(read.vectors) == MOST_TOKENS


def test_no_text_gives_nothing(reader: TokenReader) -> None:
    assert list(reader.read([])) == []


def test_weights_that_are_not_the_published_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    with pytest.raises(EmbeddingError, match="SHA-256"):
        open_token_reader(tmp_path)
