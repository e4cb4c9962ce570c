"""Homes for tests of the commands."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.running import sextant

CARDS = {
    "acme/Base-7B": "---\nlicense: apache-2.0\nlanguage:\n- en\n- no\ntags:\n- chat\n---\n# Base\n\nA base model.\n",
    "acme/Base-7B-GGUF": "---\nlicense: mit\nbase_model: acme/Base-7B\nquantized_by: someone\n---\nQuantized.\n",
    "zeta/Tuned-7B": "---\nlicense: llama2\nbase_model: acme/Base-7B\ndatasets:\n- acme/chats\n---\nTuned.\n",
    "zeta/Plain": "# Plain\n\nNo front matter at all.\n",
}


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with the sample that ships; tests only read it."""
    home = tmp_path_factory.mktemp("sample") / "home"
    assert sextant(home, "init", "--reference", "none").code == 0
    assert sextant(home, "ingest", "sample").code == 0
    yield home
    sextant(home, "stop")


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    """A folder of a few cards."""
    folder = tmp_path / "cards"
    for name, text in CARDS.items():
        write_card(folder, name, text)
    return folder


@pytest.fixture(scope="session")
def bare_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home without reference facts and without an engine, to be copied."""
    home = tmp_path_factory.mktemp("bare") / "home"
    assert sextant(home, "init", "--reference", "none").code == 0
    return home


@pytest.fixture
def home(tmp_path: Path, bare_home: Path) -> Iterator[Path]:
    """A home that holds nothing, no reference facts either; its engine is stopped after the test."""
    place = tmp_path / "home"
    shutil.copytree(bare_home, place)
    yield place
    sextant(place, "stop")


@pytest.fixture
def no_home(tmp_path: Path) -> Iterator[Path]:
    """A home that is not there yet, and has all reference facts as soon as it is."""
    place = tmp_path / "none"
    yield place
    sextant(place, "stop")


def write_card(folder: Path, name: str, text: str | bytes) -> Path:
    """Write a card and return its path."""
    path = folder / name / "README.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
