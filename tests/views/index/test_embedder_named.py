"""Embedding models other than the default one: by name or folder, weights as data alone, no network when told so."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import EmbeddingError
from graph.views.index.embedder import DEFAULT_NAME, open_embedder
from graph.views.index.embedder_weights import model_folder

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the default model was checked once for all tests here."""
    folder = tmp_path_factory.mktemp("home")
    open_embedder(folder)
    return folder


@pytest.mark.parametrize("name", ["all-MiniLM-L6-v2", "sentence-transformers/all-MiniLM-L6-v2"])
def test_the_default_one_by_its_name_is_the_default_one(home: Path, name: str) -> None:
    assert open_embedder(home, name).name == DEFAULT_NAME


@pytest.mark.slow
def test_a_model_in_a_folder_is_run_by_the_reference_library(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "my-model"
    shutil.copytree(model_folder(), folder)
    mine, default = open_embedder(home, str(folder)), open_embedder(home)
    assert mine.name.startswith("my-model@")
    assert mine.name != default.name
    texts = ["a law", "", "chips " * 300]
    for query in (False, True):
        together = (mine.embed(texts, query=query) * default.embed(texts, query=query)).sum(axis=1)
        assert together.min() > 0.9999
    assert mine.dimensions == 384


def test_a_folder_without_plain_weights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(EmbeddingError, match=r"not plain data \(it has no \.safetensors file\)"):
        open_embedder(tmp_path, str(tmp_path))


def test_a_folder_with_weights_that_may_run_code_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"")
    (tmp_path / "2_Dense").mkdir()
    (tmp_path / "2_Dense" / "pytorch_model.bin").write_bytes(b"")
    with pytest.raises(EmbeddingError, match=r"not plain data \(pytorch_model\.bin is of a format that can run code\)"):
        open_embedder(tmp_path, str(tmp_path))


@pytest.mark.slow
def test_a_folder_with_code_is_not_run(tmp_path: Path) -> None:
    """A model that brings its own class is not loaded, and what its file does is not done."""
    folder = tmp_path / "coded"
    shutil.copytree(model_folder(), folder)
    (folder / "own.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\nclass Own: pass\n")
    (folder / "modules.json").write_text(json.dumps([{"idx": 0, "name": "0", "path": "", "type": "own.Own"}]))
    with pytest.raises(EmbeddingError, match="cannot be loaded"):
        open_embedder(tmp_path, str(folder)).embed(["a law"])
    assert not (tmp_path / "ran").exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["intfloat/multilingual-e5-small-not-there", "no such name at all", "a/b/c"])
def test_a_model_that_cannot_be_had_is_one_clear_line(tmp_path: Path, name: str) -> None:
    script = (
        "from pathlib import Path\nfrom graph.errors import EmbeddingError\n"
        "from graph.views.index.embedder import open_embedder\n"
        f"try:\n    open_embedder(Path({str(tmp_path)!r}), {name!r})\n"
        "except EmbeddingError as error:\n    print(error)\n"
    )
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "hub")}
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=True
    )
    (line,) = run.stdout.splitlines()
    assert line.startswith(f"{name}: this embedding model is not on this machine and cannot be fetched")
    assert "leave the name out for the default" in line
    assert run.stderr == ""
