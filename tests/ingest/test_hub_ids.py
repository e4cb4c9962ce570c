"""Which texts are identifiers of the Hub or of arXiv."""

import pytest

from ingest.hub_ids import arxiv_id, has_namespace, hub_id


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("bert-base-uncased", "bert-base-uncased"),
        ("https://huggingface.co/meta-llama/Llama-2-7b-hf", "meta-llama/Llama-2-7b-hf"),
        ("huggingface.co/a/b/tree/main", "a/b"),
        ("https://hf.co/a/b/", "a/b"),
        ("a/b.GGUF", "a/b.GGUF"),
        ("./models/b", None),
        ("../b", None),
        ("/srv/b", None),
        ("C:\\models\\b", None),
        ("a/b/c", None),
        ("a/b.safetensors", None),
        ("Llama 2", None),
        ("https://huggingface.co/datasets/a/b", None),
        ("https://huggingface.co/models", None),
        ("https://example.org/a/b", None),
        ("a" * 1000, None),
        ("", None),
    ],
)
def test_models(written: str, known: str | None) -> None:
    assert hub_id(written) == known


def test_a_data_set_has_an_address_of_its_own() -> None:
    assert hub_id("https://huggingface.co/datasets/a/b", dataset=True) == "a/b"
    assert hub_id("https://huggingface.co/a/b", dataset=True) is None


def test_a_namespace() -> None:
    assert has_namespace("Qwen/Qwen2.5-7B")
    assert not has_namespace("bert-base-uncased")
    assert not has_namespace("https://hf.co/a/b")


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("2304.08480", "2304.08480"),
        ("2304.0848", None),
        ("1412.6980", "1412.6980"),
        ("arxiv:2407.10671v1", "2407.10671"),
        ("https://arxiv.org/abs/2205.03026v2", "2205.03026"),
        ("https://arxiv.org/pdf/2205.03026.pdf", "2205.03026"),
        ("cs/0112017", "cs/0112017"),
        ("2313.00001", None),
        ("attention is all you need", None),
    ],
)
def test_papers(written: str, known: str | None) -> None:
    assert arxiv_id(written) == known
