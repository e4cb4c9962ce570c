"""Documents and passages found in a home, why they rank, which are twins, and which filters leave them."""

from pathlib import Path

import pytest

from graph.errors import SearchError
from graph.explore.search.search import Searcher
from graph.explore.search.types import Found, SearchFilters
from graph.record.lens import Lens
from tests.search.world import TEXTS, names_of, new_home, of_kind, reading_of, searching
from tests.views.index.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return new_home(tmp_path)


def found(home: Home, query: str, k: int = 10, filters: SearchFilters | None = None) -> list[str]:
    """Return the titles of the documents that a query finds."""
    with searching(home) as searcher:
        searched = searcher.search(query, k, filters or SearchFilters())
        return names_of(searcher, [one.document for one in searched.found])


def text_of(searcher: Searcher, one: Found) -> str:
    return searcher.reader.text(one.document)[one.start : one.end]


@pytest.mark.parametrize(
    ("query", "document", "passage"),
    [
        ("report on quarterly hires under direct hire authority", "hiring", 0),
        ("how high is the penalty for a first offense?", "fines", 0),
        ("qwen2.5-7b weights", "models", 0),
        ("qwen 2.5", "models", 0),
        ("Apache licence", "models", 1),
        ("芯片出口管制", "chips", 0),
        ("H100", "chips", 1),
    ],
)
def test_a_document_is_found_by_its_best_passage(home: Home, query: str, document: str, passage: int) -> None:
    with searching(home) as searcher:
        first = searcher.search(query).found[0]
        assert names_of(searcher, [first.document]) == [document]
        assert first.passage == passage
        assert text_of(searcher, first) == TEXTS[document][passage]
        assert first.why


def test_what_is_said_in_other_words_is_found_by_its_meaning(home: Home) -> None:
    with searching(home) as searcher, searching(home, words_alone=True) as plain:
        one = searcher.search("automobile").found[0]
        assert names_of(searcher, [one.document]) == ["fines"]
        assert one.passage == 1
        assert any("meaning" in why for why in one.why)
        assert plain.search("automobile").found == ()
        assert not plain.search("automobile").meaning


def test_scores_are_the_sum_of_their_shares_and_fall(home: Home) -> None:
    with searching(home) as searcher:
        found = searcher.search("report of hires for each rule").found
    scores = [one.score for one in found]
    assert len(scores) >= 2
    assert scores == sorted(scores, reverse=True)
    for one in found:
        assert one.score == pytest.approx(sum(share.part for share in one.shares), abs=1e-5)
        assert all(0 <= share.score <= 1.0001 for share in one.shares)


def test_k_counts_documents(home: Home) -> None:
    everything = found(home, "the rule reports hires chips weights")
    assert len(everything) == len(set(everything)) >= 3
    assert found(home, "the rule reports hires chips weights", 2) == everything[:2]


def test_passages_are_found_several_to_a_document(home: Home) -> None:
    with searching(home) as searcher:
        told = searcher.passages("report on hires", 3).found
        assert [one.document for one in told[:2]] == [told[0].document] * 2
        assert {one.passage for one in told[:2]} == {0, 1}
        assert [one.score for one in told] == sorted((one.score for one in told), reverse=True)


@pytest.mark.parametrize("query", ["", "?", "zyzzyva"])
def test_what_is_nowhere_finds_nothing_by_words(home: Home, query: str) -> None:
    with searching(home, words_alone=True) as searcher:
        assert searcher.search(query).found == ()
        assert searcher.passages(query).found == ()


def test_a_home_without_documents_finds_nothing(tmp_path: Path) -> None:
    empty = Home(tmp_path)
    empty.record().close()
    empty.embed()
    assert found(empty, "chips") == []


def test_twins_are_marked_and_not_dropped(tmp_path: Path) -> None:
    same = reading_of("companion", TEXTS["hiring"])
    almost = [TEXTS["hiring"][0] + " It says which offices made them.", *TEXTS["hiring"][1:]]
    home = new_home(tmp_path, same, reading_of("amended", almost))
    with searching(home) as searcher:
        told = searcher.search("hires under the direct hire authority").found
        names = names_of(searcher, [one.document for one in told])
        assert set(names[:3]) == {"hiring", "companion", "amended"}
        of = dict(zip(names, told, strict=True))
        firsts = [one for one in told[:3] if one.twin_of is None]
        assert len(firsts) == 1
        assert {one.twin_of for one in told[:3]} == {None, firsts[0].document}
        assert of["companion"].document in of["hiring"].twins
        assert of["amended"].twins == ()


def test_boilerplate_is_not_what_a_document_is_shown_by(tmp_path: Path) -> None:
    words = "cookies and settings of this page"
    spoken = "We set cookies and other settings of this page aside when the report was made."
    marked = of_kind(reading_of("page", [words, spoken]), {0: "boilerplate"})
    with searching(new_home(tmp_path, marked)) as searcher:
        assert searcher.search("settings of this page").found[0].passage == 1


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (SearchFilters(kinds=("policy",)), {"hiring", "fines"}),
        (SearchFilters(kinds=("POLICY", "news")), {"hiring", "fines", "models", "chips"}),
        (SearchFilters(since="2024"), {"fines", "models"}),
        (SearchFilters(until="2022-10-15"), {"chips"}),
        (SearchFilters(since="2022-10-31", until="2023"), {"chips", "hiring"}),
        (SearchFilters(kinds=("policy",), since="2024"), {"fines"}),
        (SearchFilters(lens=Lens(source="house of MODELS")), {"models"}),
        (SearchFilters(lens=Lens(as_of="2023-12-31")), {"chips", "hiring"}),
        (SearchFilters(since="2030"), set()),
    ],
)
def test_filters_leave_what_fits_them(home: Home, filters: SearchFilters, left: set[str]) -> None:
    assert set(found(home, "report rule fine hires weights chips licence", filters=filters)) == left


def test_a_kind_that_is_not_on_record_is_refused_with_those_that_are(home: Home) -> None:
    with pytest.raises(SearchError, match=r"--kind blog.*news, policy"):
        found(home, "chips", filters=SearchFilters(kinds=("blog",)))


def test_things_need_the_graph(home: Home) -> None:
    with pytest.raises(SearchError, match="need the graph"):
        found(home, "chips", filters=SearchFilters(entities=("iso2:CN",)))


def test_a_new_version_takes_the_place_of_the_old_one(home: Home) -> None:
    with home.record() as record:
        record.write([reading_of("fines", ["A firm pays a fee of 900 dollars."], day="2025-03-01")])
    home.embed()
    with searching(home) as searcher:
        told = searcher.search("fine of 250 dollars").found
        assert all("250" not in text_of(searcher, one) for one in told)
    assert found(home, "fee of 900 dollars", 1) == ["fines"]


def test_what_has_no_vector_yet_is_found_by_its_words(home: Home) -> None:
    with home.record() as record:
        record.write([reading_of("late", ["The zyzzyva is a weevil."])])
    with searching(home) as searcher:
        searched = searcher.search("zyzzyva")
        assert names_of(searcher, [searched.found[0].document]) == ["late"]
        assert searched.behind == 1


def test_a_document_forgotten_since_the_index_was_opened_is_left_out(home: Home) -> None:
    with searching(home) as searcher:
        assert searcher.search("Apache licence").found
        with home.record() as record:
            record.forget(["file:///texts/models.txt"])
        assert "models" not in {one.heading for one in searcher.search("Apache licence weights").found}
