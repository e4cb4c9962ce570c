"""Numbers by which laws are cited, and what titles and formulas say is amended."""

import time

import pytest

from ingest.laws_amending import related_in_text, related_in_title
from ingest.laws_keys import cited_laws, policy_key, whole_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Executive Order 14110", "eo:14110"),
        ("EO 13859", "eo:13859"),
        ("E.O. No. 13960", "eo:13960"),
        ("Public Law 117-167", "public-law:117-167"),
        ("Pub. L. 116–283", "public-law:116-283"),
        ("H.R. 4346 (117th Congress)", "us-bill:117-hr-4346"),
        ("CELEX 32024R1689", "celex:32024R1689"),
        ("Regulation (EU) 2024/1689", "celex:32024R1689"),
        ("Regulation (EC) No 300/2008", "celex:32008R0300"),
        ("Directive 2014/90/EU", "celex:32014L0090"),
        ("Directive (EU) 2016/797", "celex:32016L0797"),
    ],
)
def test_a_citation_is_a_key(text: str, key: str) -> None:
    assert whole_key(text) == key
    assert whole_key(f"as {text} says") is None
    assert policy_key(f"as {text} says") == key


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://www.congress.gov/bill/118th-congress/house-bill/4814/text", "us-bill:118-hr-4814"),
        ("https://www.congress.gov/bill/117th-congress/senate-bill/1605", "us-bill:117-s-1605"),
        ("https://www.federalregister.gov/d/2022-21658", "federal-register:2022-21658"),
        ("https://www.federalregister.gov/documents/2023/02/02/2023-02141/birds", "federal-register:2023-02141"),
        ("https://eur-lex.europa.eu/eli/reg/2024/1689/oj", "celex:32024R1689"),
        ("https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32031R0777", "celex:32031R0777"),
        ("https://eur-lex.europa.eu/legal-content/EN/TXT/HTML/?uri=CELEX%3A52021PC0206", "celex:52021PC0206"),
        ("https://www.legislation.gov.uk/ukpga/2023/50/enacted", "uk-legislation:ukpga/2023/50"),
    ],
)
def test_an_address_is_a_key(address: str, key: str) -> None:
    assert policy_key(address) == key


@pytest.mark.parametrize("text", ["88 FR 73458", "EO 24-01", "Section 14110", "the order of 2023", "", "Order 141100"])
def test_what_is_no_citation_is_none(text: str) -> None:
    assert policy_key(text) is None


def test_all_that_a_text_cites_is_found_once_in_its_order() -> None:
    text = "EO 13960 of 2020; Executive Order 14110; Public Law 117-263."
    assert [one.key for one in cited_laws(text)] == ["eo:13960", "eo:14110", "public-law:117-263"]


def test_a_european_title_says_what_it_amends_and_repeals() -> None:
    title = (
        "Regulation (EU) 2031/777 of the European Parliament and of the Council of 2 April 2031 on birds and amending "
        "Regulations (EC) No 300/2008, (EU) No 167/2013 and (EU) 2018/858 and Directive 2014/90/EU and repealing "
        "Decision No 768/2008/EC"
    )
    found = list(related_in_title(title))
    assert [(one.relation, one.key) for one in found] == [
        ("AMENDS", "celex:32008R0300"),
        ("AMENDS", "celex:32013R0167"),
        ("AMENDS", "celex:32018R0858"),
        ("AMENDS", "celex:32014L0090"),
        ("REPEALS", "celex:32008D0768"),
    ]
    assert title[found[1].start : found[1].end] == "No 167/2013"


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("To amend the Bird Counting Act to direct the Secretary to count.", ["Bird Counting Act"]),
        (
            "To amend and reauthorize the Act for Owls Act and the Older Birds Act of 1965.",
            ["Act for Owls Act", "Older Birds Act of 1965"],
        ),
        ("An Act to amend the general business law, in relation to birds", []),
        ("An act to amend Chapter 12 of Title 31 of the Official Code", []),
        ("Bird Amendments Act of 2023", []),
    ],
)
def test_an_american_title_says_which_acts_it_amends(title: str, names: list[str]) -> None:
    assert [one.key for one in related_in_title(title)] == [f"Policy:{name}" for name in names]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Section 5 of the Owl Act of 1991 (15 U.S.C. 5511) is amended by adding", [("AMENDS", "Owl Act of 1991")]),
        ("The Owl and Crow Act, as amended by section 3, is further amended--", [("AMENDS", "Owl and Crow Act")]),
        ("The Owl Act (Public Law 1-2) is repealed.", [("REPEALS", "Owl Act")]),
        ("Section 5 of the Owl Act is repealed.", []),
        ("Title 46, United States Code, is amended by adding", []),
        ("the Owl Act is not amended", []),
        ("Nothing in the Owl Act is weakened, and it is amended nowhere.", []),
    ],
)
def test_the_formula_of_amendment_names_the_act(text: str, said: list[tuple[str, str]]) -> None:
    assert [(one.relation, one.key.removeprefix("Policy:")) for one in related_in_text(text)] == said


@pytest.mark.parametrize("piece", ["the A ", "the Bird Act, ", "of the A and B ", "amended "])
def test_formulas_take_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * times + " is amended"
        started = time.process_time()
        list(related_in_text(text))
        return time.process_time() - started

    assert min(seconds(40_000) for _ in range(2)) < 12 * max(min(seconds(10_000) for _ in range(3)), 0.02)
