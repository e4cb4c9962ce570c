"""What of a text a briefing quotes: whole sentences that stand by themselves, and clauses in the form of laws."""

import re

import pytest

from graph.record.types import StoredDocument
from graph.views.index.sentences import sentences
from qa.briefing.clauses import OwnText, clause_in
from qa.briefing.plain import plain
from qa.briefing.prose import is_worth, stems
from qa.briefing.recipe import Ask, shipped_recipes

LAW = """Article 1: Scope
1. This Regulation applies to:
(a) providers that place ferries on the market, wherever they are established;
(b) deployers of ferries.
Article 2: Duties
Where a ferry is old, its provider shall report it.
Providers of ferries shall keep a log of each crossing for ten years.
A provider may not hide an accident.
Article 9: Penalties
Whoever breaks Article 2 shall be subject to fines of up to EUR 500 000 or 3 % of turnover.
It shall apply from 2 August 2026.
"""


def own() -> tuple[OwnText, ...]:
    document = StoredDocument(
        number=1, address="https://example.org/law", source="laws", kind="policy", title="Ferry Regulation", url=None,
        publisher=None, published="2025-01-01", retrieved="2025-03-01", language=None, begins="2025-01-01", ends=None,
    )  # fmt: skip
    return (OwnText(document=document, text=LAW, sentences=tuple(sentences(LAW, 0, len(LAW)))),)


@pytest.mark.parametrize(
    ("about", "clause", "heading"),
    [
        ("whom it reaches", "1. This Regulation applies to: (a) providers that place ferries on the market, wherever "
                            "they are established; (b) deployers of ferries.", "Article 1: Scope"),
        ("what it requires", "Providers of ferries shall keep a log of each crossing for ten years.",
         "Article 2: Duties"),
        ("what it prohibits", "A provider may not hide an accident.", "Article 2: Duties"),
        ("penalties", "Whoever breaks Article 2 shall be subject to fines of up to EUR 500 000 or 3 % of turnover.",
         "Article 9: Penalties"),
        ("when it applies", "It shall apply from 2 August 2026.", "Article 9: Penalties"),
    ],
)  # fmt: skip
def test_a_law_is_quoted_by_the_clause_that_has_the_form(about: str, clause: str, heading: str) -> None:
    rule = next(recipe for recipe in shipped_recipes() if recipe.name == "rule")
    asks = {ask.about: ask for section in rule.sections for part in section.parts for ask in part.asks}
    found = clause_in(own(), asks[about])
    assert found is not None
    assert (plain(found[0].text), found[0].heading) == (clause, heading)
    assert found[0].text in LAW


def test_what_no_clause_says_is_not_quoted() -> None:
    ask = Ask(about="x", question="?", clause=re.compile("shall be void"))
    assert clause_in(own(), ask) is None
    assert clause_in(own(), Ask(about="x", question="?")) is None


@pytest.mark.parametrize(
    ("said", "worth"),
    [
        ("The ferry company Lark has been accused of hiding two accidents on the northern line.", True),
        ("They also accused the ferry company Lark of hiding two accidents on the northern line.", False),
        ("A member suggested that the company Lark had been hiding accidents on the northern line.", False),
        ("Lark is accused of the following, as the harbour master told the council on Monday:", False),
        ("Lark is accused.", False),
        ("The ferry company Wren has been accused of hiding two accidents on the northern line.", False),
    ],
)
def test_what_is_worth_quoting_says_something_by_itself(said: str, worth: bool) -> None:
    assert is_worth(said, ["Lark"]) is worth


def test_marks_of_markup_are_not_shown() -> None:
    said = "**[Lark 2](https://example.org)** runs `4` ferries at \\$5, *always* \\emph{on time}, 2*3 a day"
    assert plain(said) == "Lark 2 runs 4 ferries at $5, always on time, 2*3 a day"


def test_words_are_compared_without_the_small_ones() -> None:
    assert stems("export controls on the Chips") == {"export", "control", "chip"}
