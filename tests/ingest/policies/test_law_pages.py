"""Pages of law in the form of EUR-Lex."""

import pytest

from graph.record.types import SetAside
from ingest.sources.laws import READER
from tests.ingest.policies.making import quotes, raw, read_all, reading, told

PAGE = """<!DOCTYPE html><html lang="en"><head><title>L_203100777EN</title>
<link rel="canonical" href="https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32031R0777">
<meta name="WT.z_docID" content="32031R0777"><meta name="viewport" content="width">
<meta property="eli:date_document" content="2031-04-02">
<meta property="eli:first_date_entry_in_force" content="2031-05-01">
<meta property="eli:in_force" resource="http://publications.europa.eu/resource/authority/in-force/InForce-IN_FORCE">
<meta property="eli:repeals" resource="http://data.europa.eu/eli/dir/2014/90"></head>
<body><nav>Menu of the site</nav><div id="document1">
<p class="oj-doc-ti">REGULATION (EU) 2031/777 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL</p>
<p class="oj-doc-ti">of 2 April 2031</p>
<p class="oj-doc-ti">on weighing birds and amending Regulations (EC) No 300/2008 and (EU) 2018/858</p>
<p class="oj-ti-art">Article 1</p><p class="oj-sti-art">Scope</p><p>This Regulation applies to scales.</p>
<p class="oj-ti-art">Article 2</p><p class="oj-sti-art">Words</p><p>A scale weighs.</p>
</div><footer>Cookies</footer></body></html>"""
KEY = "celex:32031R0777"


def test_a_page_of_law_has_its_number_dates_makers_and_relations() -> None:
    page = PAGE.replace("InForce-IN_FORCE", "InForce-inForce").replace(
        "http://data.europa.eu/eli/dir/2014/90", "https://eur-lex.europa.eu/eli/dir/2014/90/oj"
    )
    found = reading(READER, raw("law.html", page))
    assert {
        f"{KEY} identifier 32031R0777",
        f"{KEY} status enacted",
        f"{KEY} enacted 2031-04-02",
        f"{KEY} effective 2031-05-01",
        f"{KEY} kind regulation",
        f"{KEY} JURISDICTION Group:European Union",
        f"{KEY} AMENDS celex:32008R0300",
        f"{KEY} AMENDS celex:32018R0858",
        f"{KEY} REPEALS celex:32014L0090",
        f"Agency:European Parliament ISSUED {KEY}",
        f"Agency:Council of the European Union ISSUED {KEY}",
    } <= told(found)
    assert quotes(found, "effective") == ["meta:eli:first_date_entry_in_force: 2031-05-01"]
    assert found.document.title.endswith(
        "on weighing birds and amending Regulations (EC) No 300/2008 and (EU) 2018/858"
    )
    assert found.document.published == "2031-04-02"
    assert found.document.language == "en"
    assert found.unread == {"meta:viewport": 1}


def test_its_articles_are_its_passages_and_the_site_is_not_in_them() -> None:
    found = reading(READER, raw("law.html", PAGE))
    assert [one.heading for one in found.passages] == ["", "Article 1: Scope", "Article 2: Words"]
    assert "Menu" not in found.document.text
    assert "Cookies" not in found.document.text


def test_a_word_for_its_force_that_is_not_known_is_left_over() -> None:
    found = reading(READER, raw("law.html", PAGE))
    assert [one.field for one in found.leftovers] == ["status"]


def test_the_number_may_stand_in_the_address_alone() -> None:
    page = PAGE.replace('<meta name="WT.z_docID" content="32031R0777">', "").replace("canonical", "other")
    address = "https://eur-lex.europa.eu/legal-content/EN/TXT/HTML/?uri=CELEX:32031R0777"
    found = reading(READER, raw("", page, address=address))
    assert f"{KEY} enacted 2031-04-02" in told(found)
    assert READER.recognise(raw("", page, address=address).head) == 0.95


def test_a_plain_page_has_number_and_date_from_its_title() -> None:
    page = (
        "<html><head><title>EUR-Lex - 32031L0042 - EN - EUR-Lex</title></head><body>"
        "<h1>Directive (EU) 2031/42 of the European Parliament and of the Council of 5 May 2031 on owls</h1>"
        "<p>Article 1</p><p>Owls fly.</p><p>Article 2</p><p>They do.</p></body></html>"
    )
    assert READER.recognise(raw("law.html", page).head) == 0.9
    found = reading(READER, raw("law.html", page))
    assert {
        "celex:32031L0042 enacted 2031-05-05",
        "celex:32031L0042 kind directive",
        "Agency:European Parliament ISSUED celex:32031L0042",
        "celex:32031L0042 JURISDICTION Group:European Union",
    } <= told(found)
    assert found.document.published == "2031-05-05"
    assert [one.heading for one in found.passages][-2:] == ["Article 1", "Article 2"]


def test_it_is_known_by_its_elements() -> None:
    assert READER.recognise(raw("law.html", PAGE).head) == 0.95
    news = '<html><body><a href="https://eur-lex.europa.eu/eli/reg/2024/1689/oj">The act</a></body></html>'
    assert READER.recognise(raw("news.html", news).head) == 0.0
    assert READER.recognise(raw("law.txt", "eur-lex.europa.eu oj-doc-ti").head) == 0.0


@pytest.mark.parametrize(
    "page",
    ["", "   ", "<html>", "<html><body></body></html>", "<" * 200_000, "<html>" + "<div>" * 100_000, "\0" * 100],
)
def test_a_page_without_a_law_is_set_aside(page: str) -> None:
    (one,) = read_all(READER, raw("law.html", page))
    assert isinstance(one, SetAside)
