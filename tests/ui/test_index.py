"""The index of a home by the real commands: made with what is read, told, made anew, looked after, forgotten."""

import shutil
from pathlib import Path

import pytest

from tests.ui.conftest import write_card
from tests.ui.running import Ran, sextant

SECRET = "# Zyzzyva\n\nThe zyzzyvas of Quxford were trained on nothing but weather.\n"


def index_of(home: Path) -> dict[str, object]:
    told = sextant(home, "status", "--json").json()["index"]
    assert isinstance(told, dict)
    return told


def stages(ran: Ran) -> set[str]:
    told = ran.json()["stages"]
    assert isinstance(told, dict)
    return set(told)


def test_what_is_read_is_indexed_and_what_is_forgotten_is_not(home: Path, cards: Path) -> None:
    assert index_of(home) == {"passages": 0, "vectors": 0, "behind": 0, "model": None, "kind": None, "bytes": 0}
    secret = write_card(cards, "qux/Zyzzyva-7B", SECRET)
    assert "index" in stages(sextant(home, "ingest", cards, "--json"))
    told = index_of(home)
    passages = told["passages"]
    assert isinstance(passages, int)
    assert passages >= 5
    assert (told["vectors"], told["behind"], told["model"]) == (0, passages, None)
    assert sextant(home, "forget", secret, "--json").json()["pending"] == []
    assert index_of(home)["passages"] == passages - 1
    assert "no vectors" in sextant(home, "status").out


def test_a_damaged_index_is_told_by_the_doctor_and_made_anew(home: Path, cards: Path) -> None:
    sextant(home, "ingest", cards)
    assert {one["check"] for one in sextant(home, "doctor", "--json").lines()} >= {"index files", "index words"}
    (part,) = (home / "views" / "index").glob("words-*.part")
    data = bytearray(part.read_bytes())
    data[-70] ^= 0xFF
    part.write_bytes(data)
    ran = sextant(home, "doctor")
    assert ran.code == 1
    assert "BAD  index files" in ran.out
    assert "sextant rebuild index" in ran.out
    rebuilt = sextant(home, "rebuild", "index", "--json").json()["rebuilt"]
    assert isinstance(rebuilt, dict)
    assert list(rebuilt) == ["index"]
    assert sextant(home, "doctor").code == 0


def test_an_index_that_is_gone_is_made_again(home: Path, cards: Path) -> None:
    sextant(home, "ingest", cards)
    held = index_of(home)["passages"]
    shutil.rmtree(home / "views" / "index")
    assert index_of(home)["passages"] == 0
    assert sextant(home, "ingest", cards).code == 0
    assert index_of(home)["passages"] == held


def test_a_model_that_cannot_be_had_leaves_words(home: Path, cards: Path) -> None:
    ran = sextant(home, "ingest", cards, SEXTANT_MODEL="nobody/no-such-model", HF_HUB_OFFLINE="1")
    assert ran.code == 0
    assert "no vectors: nobody/no-such-model" in ran.err
    assert index_of(home)["passages"]


@pytest.mark.slow
def test_reading_embeds_last_and_again_makes_nothing_twice(home: Path, cards: Path) -> None:
    ran = sextant(home, "ingest", cards, "--no-embed", "--json", SEXTANT_MODEL="", HF_HUB_OFFLINE="1")
    assert "embed" not in stages(ran)
    assert index_of(home)["vectors"] == 0
    assert "embed" in stages(sextant(home, "ingest", cards, "--json", SEXTANT_MODEL="", HF_HUB_OFFLINE="1"))
    told = index_of(home)
    assert (told["behind"], told["kind"]) == (0, "flat")
    assert str(told["model"]).startswith("all-MiniLM-L6-v2@")
    ran = sextant(home, "doctor", SEXTANT_MODEL="", HF_HUB_OFFLINE="1")
    assert "found by itself" in ran.out
    again = sextant(home, "rebuild", "index", "--no-embed", SEXTANT_MODEL="", HF_HUB_OFFLINE="1")
    assert again.code == 0
    assert index_of(home) | {"bytes": 0} == told | {"bytes": 0}
