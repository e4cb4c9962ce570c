"""Homes that stay open between looks: opened once, and never older than the record."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import QueryError, ViewError
from graph.explore.guard import guarded_read
from graph.record.lens import NOW, Lens
from tests.ui.conftest import write_card
from tests.ui.running import sextant
from tests.web.conftest import Opener, shown
from ui.pages_common.homes import state_of
from ui.pages_common.open_homes import OpenHome, OpenHomes
from ui.settings import Settings

CARD = "---\nbase_model: acme/Base-7B\n---\nNew.\n"
MODELS = "MATCH (m:Model) WHERE m.name STARTS WITH 'new/' RETURN m.name AS model"


@pytest.fixture
def homes() -> Iterator[OpenHomes]:
    """Nothing open yet; all closed after the test."""
    kept = OpenHomes()
    yield kept
    kept.let_go()


def look(homes: OpenHomes, place: Path, lens: Lens = NOW) -> OpenHome:
    """Return the home that a look at it gets; it is told apart by identity alone."""
    return homes.work(state_of(Settings(home=place)), lens, lambda one: one)


def models(home: OpenHome) -> list[object]:
    return [row[0] for row in guarded_read(home.session.graph, home.session.ontology, MODELS).result.rows]


def test_a_home_is_opened_once_for_each_lens(homes: OpenHomes, web_home: Path) -> None:
    first = look(homes, web_home)
    assert look(homes, web_home) is first
    other = look(homes, web_home, Lens(as_of="2024-03-01"))
    assert other is not first
    assert look(homes, web_home) is first


def test_what_another_process_adds_is_seen_by_the_next_look(homes: OpenHomes, home: Path, tmp_path: Path) -> None:
    state = state_of(Settings(home=home))
    before = look(homes, home)
    assert homes.work(state, NOW, models) == []
    card = write_card(tmp_path, "new/Model", CARD)
    assert sextant(home, "ingest", card).code == 0
    assert homes.work(state, NOW, models) == ["new/Model"]  # whatever state the page was drawn for
    assert look(homes, home) is not before


def test_an_engine_that_is_gone_and_a_home_that_is_made_anew_are_opened_again(homes: OpenHomes, home: Path) -> None:
    before = state_of(Settings(home=home))
    assert homes.work(before, NOW, models) == []
    assert sextant(home, "stop").code == 0
    assert homes.work(before, NOW, models) == []
    assert sextant(home, "stop").code == 0
    shutil.rmtree(home)
    assert sextant(home, "init", "--reference", "none").code == 0
    after = state_of(Settings(home=home))
    assert after != before
    assert homes.work(after, NOW, models) == []


def test_queries_of_the_users_own_are_seen_as_soon_as_they_are_written(homes: OpenHomes, home: Path) -> None:
    before, first = state_of(Settings(home=home)), look(homes, home)
    own = home / "library" / "mine.cypher"
    own.parent.mkdir()
    own.write_text("MATCH (n) RETURN n", encoding="utf-8")
    after = state_of(Settings(home=home))
    assert after != before
    assert after.of_record == before.of_record
    assert look(homes, home) is not first


def test_a_query_that_is_wrong_leaves_the_home_open_and_damage_does_not(homes: OpenHomes, web_home: Path) -> None:
    state, first = state_of(Settings(home=web_home)), look(homes, web_home)

    def wrong(_: OpenHome) -> None:
        raise QueryError("wrong")

    with pytest.raises(QueryError):
        homes.work(state, NOW, wrong)
    assert look(homes, web_home) is first
    met: list[OpenHome] = []

    def damaged(home: OpenHome) -> str:
        met.append(home)
        if len(met) == 1:
            raise ViewError("a file was erased")
        return "read"

    assert homes.work(state, NOW, damaged) == "read"
    assert met[0] is first
    assert met[1] is not first


def test_who_looks_at_the_same_time_has_a_home_of_his_own_and_no_more_are_open_than_may_be(web_home: Path) -> None:
    homes, state = OpenHomes(most=2), state_of(Settings(home=web_home))
    both, used = threading.Barrier(2, timeout=60), []

    def meet(home: OpenHome) -> None:
        used.append(home)
        both.wait()

    def work() -> None:
        homes.work(state, NOW, meet)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(used) == 4
    assert len(set(map(id, used))) == 2
    homes.let_go()


def test_an_answer_on_the_page_is_none_of_an_older_record(open_page: Opener, home: Path, tmp_path: Path) -> None:
    question = "Which models are derived from acme/Base-7B?"
    sextant(home, "ingest", write_card(tmp_path, "old/Model", CARD))
    assert "new/Model" not in shown(open_page(home, q=question))
    sextant(home, "ingest", write_card(tmp_path, "new/Model", CARD))
    page = open_page(home, q=question)
    assert "new/Model" in shown(page)
    assert not page.error


def test_a_home_that_was_deleted_under_the_page_is_no_traceback(open_page: Opener, home: Path, tmp_path: Path) -> None:
    sextant(home, "ingest", write_card(tmp_path, "old/Model", CARD))
    assert "old/Model" in shown(open_page(home, q="Which models are derived from acme/Base-7B?"))
    sextant(home, "stop")
    shutil.rmtree(home)
    for name in ("ask", "explore", "sources"):
        page = open_page(home, name, **({"q": "Which models are derived from acme/Base-7B?"} if name == "ask" else {}))
        assert not page.exception
        assert "Traceback" not in shown(page)
        assert "old/Model" not in shown(page)
