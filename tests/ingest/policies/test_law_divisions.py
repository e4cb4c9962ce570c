"""How a text of law is cut: by the numbers of its divisions, in several languages, and whole."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.laws import find_headings, split_law
from tests.ingest.policies.making import shared


def titles(text: str) -> list[str]:
    return [heading.title for heading in find_headings(text)]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("SEC. 3. DEFINITIONS.", "SEC. 3. DEFINITIONS"),
        ("Section 1.  Purpose.  Birds are counted by hand.", "Section 1. Purpose"),
        ("SECTION 2. The code of the state, section 47-25, is amended by striking the words.", "SECTION 2"),
        ("Article 5: Prohibited practices", "Article 5. Prohibited practices"),
        ("Article 5 Prohibited practices", "Article 5 Prohibited practices"),
        ("CHAPTER IV—GENERAL PROVISIONS", "CHAPTER IV. GENERAL PROVISIONS"),
        ("ANNEX III", "ANNEX III"),
        ("PART 734—SCOPE OF THE RULES", "PART 734. SCOPE OF THE RULES"),
        ("3.1 Valid and reliable", "3.1 Valid and reliable"),
        ("II. Background", "II. Background"),
        ("    SUMMARY: In this rule the bureau acts.", "SUMMARY"),
        ("第一章 总则", "第一章 总则"),
        ("　　第十二条　提供者应当说明鸟的数量。", "第十二条"),
        ("제3조 (정의)", "제3조"),
    ],
)
def test_a_line_that_opens_a_division_is_its_heading(line: str, title: str) -> None:
    assert titles(f"{line}\n\nText of it.") == [title]


@pytest.mark.parametrize(
    "line",
    [
        "Section 5(a) of the act applies to birds.",
        "section 5. of what was said before",
        "Article 5 of the treaty, which all have signed,",
        "“SEC. 5. NEW TEXT.",
        "15 CFR Parts 742 and 744",
        "Part of the answer is that nobody knows",
        "The order, in Section 3. It goes on.",
        "本办法第三条所称的鸟",
        "3. this is an item of a list, and not a heading;",
    ],
)
def test_a_line_that_only_speaks_of_a_division_is_none(line: str) -> None:
    assert titles(f"Before.\n\n{line}\n\nAfter.") == []


def test_a_title_below_the_number_belongs_to_it() -> None:
    assert titles("Article 5\n\nPractices that are not allowed\n\nNobody shall.") == [
        "Article 5: Practices that are not allowed"
    ]
    assert titles("Article 5\n\nNobody shall count birds.") == ["Article 5"]
    assert titles("Article 5\nArticle 6\nText.") == ["Article 5", "Article 6"]


def test_headings_stand_in_their_order_from_the_outermost() -> None:
    text = "CHAPTER I: ALL\n\nArticle 1: Scope\n\nIt holds.\n\nArticle 2: Words\n\nA bird.\n\nCHAPTER II: END\n\nDone."
    assert [passage.heading for passage in split_law(text)] == [
        "CHAPTER I. ALL > Article 1. Scope",
        "CHAPTER I. ALL > Article 2. Words",
        "CHAPTER II. END",
    ]


def test_a_table_of_contents_goes_with_what_follows_it() -> None:
    text = "SEC. 1. SHORT TITLE.\nSEC. 2. WORDS.\nSEC. 3. BIRDS.\n\nSEC. 1. SHORT TITLE.\n\nThis act has a name."
    assert [passage.heading for passage in split_law(text)] == ["SEC. 1. SHORT TITLE"]


@given(st.text(alphabet=st.sampled_from("SEC. 13第条Art\n\r\t　IV:—aB. "), max_size=400))
def test_nothing_of_a_text_is_lost(text: str) -> None:
    passages = split_law(text)
    kept = "".join("".join(text[one.start : one.end].split()) for one in passages)
    assert kept == "".join(text.split())
    assert all(text[one.start : one.end].strip() for one in passages)
    assert all(one.end <= other.start for one, other in pairwise(passages))


@pytest.mark.parametrize("piece", ["SEC. 1. ", "第一条 ", "Article 1\n", "A: ", "1. A\n\n", "x", "\n", "CHAPTER I—"])
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(characters: int) -> float:
        text = piece * (characters // len(piece))
        best = 9.0
        for _ in range(3):
            started = time.process_time()
            split_law(text)
            best = min(best, time.process_time() - started)
        return best

    assert seconds(400_000) < 12 * max(seconds(100_000), 0.02)


def test_real_laws_lose_nothing_and_most_have_headings() -> None:
    folder = shared("data/agora/fulltext")
    headed = 0
    for path in sorted(folder.iterdir()):
        text = path.read_text(encoding="utf-8", errors="replace")
        passages = split_law(text)
        assert "".join("".join(text[p.start : p.end].split()) for p in passages) == "".join(text.split())
        headed += any(passage.heading for passage in passages)
    assert headed >= 500
