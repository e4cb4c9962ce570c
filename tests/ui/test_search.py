"""``sextant search`` by the real command."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.conftest import CARDS, write_card
from tests.ui.running import Ran, sextant

ABOUT = "# Tuned-7B\n\nTuned-7B answers questions about harbours. It was made from Base-7B of acme in a week.\n"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory, bare_home: Path) -> Iterator[Path]:
    """A home that has read some cards, without vectors; tests only read it."""
    folder = tmp_path_factory.mktemp("search")
    home = folder / "home"
    shutil.copytree(bare_home, home)
    for name, text in {**CARDS, "zeta/Harbour": ABOUT}.items():
        write_card(folder / "cards", name, text)
    assert sextant(home, "ingest", folder / "cards").code == 0
    yield home
    sextant(home, "stop")


def results(ran: Ran) -> list[dict[str, object]]:
    assert ran.code == 0, ran.err
    told = ran.json()["results"]
    assert isinstance(told, list)
    return told


def urls(ran: Ran) -> list[str]:
    found = []
    for one in results(ran):
        document = one["document"]
        assert isinstance(document, dict)
        found.append(str(document["url"]).rpartition("/cards/")[2])
    return found


def test_a_document_is_found_with_its_passage_and_why(read: Path) -> None:
    ran = sextant(read, "search", "questions about harbours", "--json")
    first = results(ran)[0]
    document = first["document"]
    assert isinstance(document, dict)
    assert {"url", "title", "id", "kind", "publisher", "published"} <= set(document)
    assert str(document["url"]).endswith("/zeta/Harbour/README.md")
    start, end = first["start"], first["end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    assert ABOUT[start:end] == first["passage"]
    assert first["why"]
    assert ran.json()["by_meaning"] is False
    assert "words alone" in sextant(read, "search", "harbours", SEXTANT_MODEL="").err


def test_a_person_is_told_the_same(read: Path) -> None:
    ran = sextant(read, "search", "questions about harbours", "-k", "1")
    assert ran.code == 0
    assert ran.out.startswith("1. ")
    assert '"harbours"' in ran.out
    assert sextant(read, "search", "zyzzyva").out.startswith("nothing found among ")


def test_documents_about_what_is_named_count_and_its_neighbours_are_offered(read: Path) -> None:
    ran = sextant(read, "search", "acme/Base-7B", "--json")
    told = ran.json()["entities"]
    assert isinstance(told, list)
    assert {one["id"] for one in told} == {"hf:acme/Base-7B"}
    near = {neighbour["name"] for neighbour in told[0]["neighbours"]}
    assert {"zeta/Tuned-7B", "Tuned-7B"} & near
    assert any("about" in why for one in results(ran) for why in one["why"])  # type: ignore[attr-defined]


def test_documents_about_a_thing_alone(read: Path) -> None:
    narrowed = urls(sextant(read, "search", "model tuned quantized", "--entity", "acme/Base-7B", "--json"))
    assert narrowed
    assert "zeta/Plain/README.md" not in narrowed
    assert urls(sextant(read, "search", "tuned", "--kind", "card", "--json"))


def test_a_file_of_queries_gives_a_line_each(read: Path, tmp_path: Path) -> None:
    file = tmp_path / "queries.jsonl"
    lines = [{"id": "a", "query": "harbours"}, {"id": 2, "query": "quantized"}, {"query": "zyzzyva"}]
    file.write_text("\n".join(map(json.dumps, lines)) + "\n\n", encoding="utf-8")
    told = sextant(read, "search", "--file", file, "--json", "-k", "2").lines()
    assert [one["id"] for one in told] == ["a", "2", None]
    assert all(len(one["results"]) <= 2 for one in told)  # type: ignore[arg-type]
    piped = sextant(read, "search", "--file", "-", "--json", stdin=file.read_text(encoding="utf-8")).lines()
    assert [one["query"] for one in piped] == ["harbours", "quantized", "zyzzyva"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "needs words"),
        (("model", "-k", "0"), 2, "-k 0"),
        (("model", "--since", "yesterday"), 2, "--since yesterday"),
        (("model", "--file", "missing.jsonl"), 2, "needs words"),
        (("--file", "missing.jsonl"), 2, "missing.jsonl"),
        (("model", "--kind", "blog"), 1, "--kind blog"),
        (("model", "--entity", "Zyzzyva"), 1, "--entity Zyzzyva"),
        (("model", "--country", "Ruritania"), 1, "--country Ruritania"),
        (("model", "--source", "nobody"), 1, "nobody"),
    ],
)
def test_what_cannot_be_searched_is_refused_in_one_line(
    read: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ran = sextant(read, "search", *arguments)
    assert ran.code == code
    assert said in ran.err.splitlines()[-1]


def test_a_line_that_is_no_query_is_told(read: Path) -> None:
    ran = sextant(read, "search", "--file", "-", stdin='{"id": "a", "query": "x"}\n{"id": "b"}\n')
    assert ran.code == 2
    assert "line 2" in ran.err
