"""Notices in plain text, as registers print them and as ministries write them, and Chinese texts in any encoding."""

import json

import pytest

from ingest.sources.notices import READER
from tests.ingest.policies.making import quotes, raw, reading, shared, told
from tests.ingest.recognising import head_of, raw_of

RULE = """[Federal Register Volume 96, Number 42 (Tuesday, March 4, 2031)]
[Rules and Regulations]
[Pages 12345-12350]
[FR Doc No: 2031-04567]

DEPARTMENT OF BIRDS

Bureau of Owls

15 CFR Parts 742 and 744

[Docket No. 310203-0041]

Counting of Certain Birds; Interim Final Rule

    AGENCY: Bureau of Owls, Department of Birds.

    ACTION: Interim final rule, with request for comments.

    SUMMARY: In this rule the Bureau of Owls requires that owls be
counted.

    DATES: This rule is effective April 1, 2031. Comments must be
received no later than May 10, 2031, and are effective when read.

    SUPPLEMENTARY INFORMATION:

    Owls are birds. [[Page 12346]] They fly.

Billing code 3510-33-P
"""
KEY = "federal-register:2031-04567"
CHAIN = [("Bureau A", "Office B"), ("Office B", "Department of C")]
CHINESE = """鸟类计数管理办法

（2031年3月4日国家鸟类管理局令第12号公布 自2031年4月1日起施行）

第一章 总则

第一条 为了规范鸟类计数，制定本办法。

第二条 本办法所称鸟类，是指猫头鹰。

第三条 任何人不得随意计数。

第四条 本办法自2031年4月1日起施行。
"""
CHINESE_FACTS = {
    "Policy:鸟类计数管理办法 official_name 鸟类计数管理办法",
    "Policy:鸟类计数管理办法 enacted 2031-03-04",
    "Policy:鸟类计数管理办法 effective 2031-04-01",
    "Policy:鸟类计数管理办法 identifier 国家鸟类管理局令第12号",
    "Agency:国家鸟类管理局 ISSUED Policy:鸟类计数管理办法",
}


def test_a_printed_rule_has_its_number_makers_and_dates() -> None:
    found = reading(READER, raw("rule.txt", RULE))
    assert told(found) == {
        f"{KEY} official_name Counting of Certain Birds; Interim Final Rule",
        f"{KEY} kind Interim final rule",
        f"{KEY} status enacted",
        f"{KEY} enacted 2031-03-04",
        f"{KEY} effective 2031-04-01",
        f"{KEY} identifier 96 FR 12345",
        f"{KEY} names 2031-04567",
        f"Agency:Bureau of Owls ISSUED {KEY}",
        "Agency:Bureau of Owls PART_OF Agency:Department of Birds",
    }
    assert quotes(found, "effective") == ["This rule is effective April 1, 2031"]
    document = found.document
    assert (document.title, document.publisher, document.published) == (
        "Counting of Certain Birds; Interim Final Rule",
        "Bureau of Owls",
        "2031-03-04",
    )
    assert "SUMMARY" in [one.heading for one in found.passages]


@pytest.mark.parametrize(
    ("caption", "makers", "wholes"),
    [
        ("Office A (OA) and nobody else", ["Office A and nobody else"], []),
        ("Department of A (DA), Agency B, and Office C", ["Department of A", "Agency B", "Office C"], []),
        (
            "Bureau A, Office B, Department of C",
            ["Bureau A"],
            [("Bureau A", "Office B"), ("Office B", "Department of C")],
        ),
        ("Bureau A, Department of C; Office D", ["Bureau A", "Office D"], [("Bureau A", "Department of C")]),
    ],
)
def test_several_agencies_are_told_from_one_with_its_whole(
    caption: str, makers: list[str], wholes: list[tuple[str, str]]
) -> None:
    found = reading(READER, raw("rule.txt", RULE.replace("Bureau of Owls, Department of Birds.", f"{caption}.")))
    assert [s.subject for s in found.statements if s.predicate == "ISSUED"] == [f"Agency:{name}" for name in makers]
    parts = [(s.subject, s.object) for s in found.statements if s.predicate == "PART_OF"]
    assert parts == [(f"Agency:{part}", f"Agency:{whole}") for part, whole in wholes]


def test_a_proposal_is_no_law_yet() -> None:
    text = RULE.replace("Interim final rule, with", "Notice of proposed rulemaking, with")
    found = told(reading(READER, raw("rule.txt", text)))
    assert {f"{KEY} status proposed", f"{KEY} introduced 2031-03-04"} <= found
    assert not any(" enacted " in one for one in found)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_chinese_text_is_read_in_any_encoding(encoding: str) -> None:
    found = reading(READER, raw("banfa.txt", CHINESE.encode(encoding)))
    assert told(found) >= CHINESE_FACTS
    assert [one.heading for one in found.passages][1:] == [f"第一章 总则 > 第{n}条" for n in "一二三四"]
    assert READER.recognise(raw("banfa.txt", CHINESE.encode(encoding)).head) == 0.8


@pytest.mark.parametrize("charset", ["gb18030", "gb2312", "utf-8"])
def test_a_chinese_page_is_read_by_its_articles(charset: str) -> None:
    lines = "".join(f"<p>　　{line}</p>" for line in CHINESE.splitlines() if line)
    page = (
        f'<html><head><meta charset="{charset}"><title>鸟类计数管理办法_国家鸟类管理局</title>'
        '<meta property="og:title" content="鸟类计数管理办法"></head><body><div class="nav"><a href="/">首页</a></div>'
        f'<div class="article">{lines}</div></body></html>'
    )
    data = page.encode("gb18030" if charset.startswith("gb") else charset)
    found = reading(READER, raw("banfa.html", data))
    assert told(found) >= CHINESE_FACTS
    assert READER.recognise(raw("banfa.html", data).head) == 0.8


@pytest.mark.parametrize(
    ("note", "makers", "number"),
    [
        ("国家鸟类局、教育部、公安部令第15号公布", {"国家鸟类局", "教育部", "公安部"}, "令第15号"),
        ("第十三届全国人民代表大会常务委员会第三十次会议通过", {"全国人民代表大会常务委员会"}, None),
        ("根据决定公布", set(), None),
    ],
)
def test_a_chinese_note_names_all_makers(note: str, makers: set[str], number: str | None) -> None:
    found = reading(READER, raw("banfa.txt", CHINESE.replace("国家鸟类管理局令第12号公布", note)))
    assert {s.subject for s in found.statements if s.predicate == "ISSUED"} == {f"Agency:{name}" for name in makers}
    numbers = [s.value for s in found.statements if s.predicate == "identifier"]
    assert numbers == ([number] if number else [])
    assert "Policy:鸟类计数管理办法 enacted 2031-03-04" in told(found)


def test_a_text_about_a_law_makes_no_statement() -> None:
    text = (
        "ORDER WATCH\nBulletin, January 20, 2031\n\nThe new rules on owls (summary for subscribers)\n\n"
        "On January 20, 2031, the President signed Executive Order 14999. Section 2 of it\nrevokes other orders.\n\n"
        "Article 1. Nothing.\n\nArticle 2. Nothing."
    )
    found = reading(READER, raw("bulletin.txt", text))
    assert told(found) == set()
    assert (found.document.title, found.document.publisher, found.document.published) == (
        "The new rules on owls (summary for subscribers)",
        "Order Watch",
        "2031-01-20",
    )


def test_an_act_by_articles_says_when_it_starts() -> None:
    text = (
        "Ministry of Birds\nOrder No. 7\nMarch 14, 2031\n\nMeasures for Counting Owls\n\n"
        "Article 1. Owls are counted.\n\n"
        "Article 2. These Measures shall come into force on September 1, 2031."
    )
    found = reading(READER, raw("measures.txt", text))
    assert told(found) == {
        "Policy:Measures for Counting Owls official_name Measures for Counting Owls",
        "Policy:Measures for Counting Owls effective 2031-09-01",
        "Agency:Ministry of Birds ISSUED Policy:Measures for Counting Owls",
    }
    assert quotes(found, "ISSUED") == ["Ministry of Birds"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("story.txt", "A story about owls.\n\nThey fly at night and nobody counts them."),
        ("rule.csv", RULE),
        ("page.html", "<html><body><p>第一条 one</p><p>a news story</p></body></html>"),
        ("empty.txt", ""),
    ],
)
def test_what_is_no_notice_is_not_taken(name: str, text: str) -> None:
    assert READER.recognise(raw(name, text).head) == 0.0


def test_the_heads_of_real_looking_notices_are_read_as_a_person_reads_them() -> None:
    folder = shared("evals/extraction/dev")
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    notices = [one for one in gold if one["kind"] == "policy"]
    for one in notices:
        path = folder / "documents" / f"{one['id']}.txt"
        assert READER.recognise(head_of(path)) > 0.5
        found = reading(READER, raw_of(path)).document
        assert (found.title, found.publisher, found.published) == (one["title"], one["publisher"], one["published"])
    assert len(notices) == 5
