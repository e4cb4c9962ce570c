"""Briefings on the small world: what they say, written down by hand, and what each sentence rests on."""

import re

import pytest

from qa.briefing import Briefing, Figures, Quoted
from qa.briefing.ledger import digest
from qa.desk import Desk
from tests.qa.briefing.home import refused, resolved, sources_of, texts, told, written

KNOWN = [
    "DeepSeek is on record as a company, founded in 2023.",
    "It is based in China, as 1 document says.",
    "The record holds 3 models that it or a part of it developed or published, released between 2024-12-26 and "
    "2025-01-20.",
    "Counted by the class of their licence: osi 3 and unclassed 1.",
    "Counted by weights instead, 1 model is told to have open weights, under whatever terms, and of 2 no source says.",
    "2 models on record were made from its models, directly or through others, its own among them, by 1 developer.",
    "Documents that name it, by the source that read them: Epoch AI models (1), model cards (1) and news (1).",
]
TIMELINE = [
    "2024-12-26: deepseek-ai/DeepSeek-V3 comes out, with 671 billion parameters, 37 billion of them used for one "
    "token, trained with 3.4 × 10^24 FLOP, under deepseek.",
    "2025-01-20: deepseek-ai/DeepSeek-R1 comes out, with 671 billion parameters, under MIT.",
    "2025-01-20: deepseek-ai/DeepSeek-R1-Distill-Qwen-7B comes out, under MIT.",
]
POLICIES = [
    "October 2023 chip rule, in force since 2023-11-17, restricts H800, on which (or on variants of which) models of "
    "DeepSeek were trained.",
    "October 2023 chip rule, in force since 2023-11-17, is directed at China.",
    "October 2022 chip rule, in force since 2022-10-07, is directed at China.",
]


def test_a_lab(desk: Desk) -> None:
    briefing = written("DeepSeek", desk)
    assert (briefing.recipe, briefing.topic.node, briefing.as_of) == ("lab", "Organization:deepseek", "2025-03-01")
    assert texts(briefing, "What is known") == KNOWN
    assert texts(briefing, "Timeline") == TIMELINE
    assert texts(briefing, "Policies in force") == POLICIES
    assert "High-Flyer owns DeepSeek." in texts(briefing, "Actors")
    assert "deepseek-ai/DeepSeek-V3 was trained on H800 (2,048 of them)." in texts(briefing, "Actors")
    assert "No amount of training compute is on record for 2 of its 3 models." in texts(briefing, "What is not known")
    assert briefing.struck == ()


def test_figures_stand_side_by_side_with_how_they_were_counted(desk: Desk) -> None:
    briefing = written("China", desk)
    (table,) = [b for s in briefing.sections for b in s.blocks if isinstance(b, Figures)]
    shares = [(one.value, one.counted) for one in table.figures if one.name.startswith("download share")]
    assert shares == [
        ("19.4 percent.", "finetunes left out; as of 2025-08; over 12 months"),
        ("17.1 percent.", "all models; as of 2025-08; over 12 months"),
        ("8.3 percent.", "all models; as of 2024-08; over 12 months"),
    ]
    assert texts(briefing, "Where sources disagree") == [
        'Figures of China for one date that differ: 17.1 percent by the count "all models" (download share, 2025-08) '
        'and 19.4 percent by the count "finetunes left out" (download share, 2025-08).'
    ]


def test_a_chip_and_a_rule(desk: Desk) -> None:
    chip = written("H100", desk)
    assert texts(chip, "Policies in force") == [
        "October 2022 chip rule, in force since 2022-10-07, restricts H100, and was amended by October 2023 chip rule."
    ]
    assert "TSMC of Taiwan fabricates it." in texts(chip, "What is known")
    rule = written("Executive Order 14110", desk)
    assert texts(rule, "Policies in force") == [
        "Executive Order 14110 is not in force on 2025-03-01: Executive Order 14148 repealed it."
    ]
    assert texts(rule, "Timeline") == [
        "2023-10-30: Executive Order 14110 is adopted.",
        "2023-10-30: Executive Order 14110 takes effect, or a part of it.",
        "2025-01-20: Executive Order 14148 repeals Executive Order 14110.",
    ]
    assert "President of the United States issued it." in texts(rule, "Actors")


def test_a_sentence_rests_on_the_documents_that_say_it_or_on_its_query(desk: Desk) -> None:
    briefing = written("DeepSeek", desk)
    by_text = {one.text: one for one in told(briefing) if hasattr(one, "text")}
    assert sources_of(by_text[TIMELINE[0]], briefing) == ["Notable models", "Model cards"]
    assert sources_of(by_text[KNOWN[2]], briefing) == ["model-counts-of-lab"]
    assert sources_of(by_text[KNOWN[1]], briefing) == ["Notable models", "countries-of-organization"]
    quotes = [quote.text for mark in by_text[TIMELINE[1]].marks for quote in mark.quotes]
    assert any("DeepSeek-R1 released '2025-01-20'" in quote for quote in quotes)
    assert any("LICENSED_UNDER spdx:MIT" in quote for quote in quotes)


@pytest.mark.parametrize("topic", ["DeepSeek", "China", "H100", "October 2022 chip rule", "NVIDIA", "eo:14110"])
def test_every_sentence_has_a_source_and_every_number_is_in_what_it_rests_on(desk: Desk, topic: str) -> None:
    briefing = written(topic, desk)
    numbers = [source.n for source in briefing.sources]
    assert numbers == list(range(1, len(numbers) + 1))
    for one in told(briefing):
        assert one.marks, one
        assert {mark.source for mark in one.marks} <= set(numbers)
    assert {mark.source for one in told(briefing) for mark in one.marks} == set(numbers)


@pytest.mark.parametrize("topic", ["DeepSeek", "China", "H100", "October 2022 chip rule"])
def test_stored_queries_give_the_same_rows_when_they_are_run_again(desk: Desk, topic: str) -> None:
    stored = [source for source in written(topic, desk).sources if source.ground == "query"]
    assert stored
    for source in stored:
        result = desk.graph.read(source.cypher, dict(source.parameters))
        assert (len(result.rows), digest(result)) == (source.rows, source.digest)


def test_quotes_stand_in_the_record(desk: Desk) -> None:
    briefing = written("DeepSeek", desk)
    quotes = {q.statement: q.text for one in told(briefing) for mark in one.marks for q in mark.quotes}
    on_record = {statement.id: statement.quote for statement in desk.record.statements()}
    assert len(quotes) > 10
    assert {statement: on_record[statement] for statement in quotes} == quotes


def test_passages_are_quoted_where_something_finds_them(desk: Desk) -> None:
    number = next(d.number for d in desk.record.documents() if d.source == "news")
    line = desk.record.text(number).splitlines()[0]

    def find(words: str, most: int) -> list[Quoted]:
        assert (words, most) == ("DeepSeek", 4)
        return [Quoted(text=line, document=number), Quoted(text="made up", document=number)]

    heading = "Newest texts that name it"
    found = written("DeepSeek", desk, find)
    assert [text for text in texts(found, heading) if line in text] == [f'"{line}" (Newsroom, 2025-03-10).']
    assert not any("made up" in text for text in texts(found, heading))
    without = written("DeepSeek", desk)
    assert any("are not quoted here" in text for text in texts(without, "What is not known"))
    assert not any("are not quoted here" in text for text in texts(found, "What is not known"))


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("DeepSeek", "Organization:deepseek"),
        ("Country:china", "Country:china"),
        ("PRC", "Country:china"),
        ("open models from China", "Country:china"),
        ("export controls on the H100", "Chip:h 100"),
        ("eo:14110", "eo:14110"),
    ],
)
def test_a_topic_is_words_a_name_or_an_id(desk: Desk, text: str, node: str) -> None:
    assert resolved(text, desk).topic.node == node


def test_what_is_not_one_topic_is_refused_with_the_way_out(desk: Desk) -> None:
    assert [one.node for one in refused("DeepSeek and China", desk).readings] == [
        "Organization:deepseek",
        "Country:china",
    ]
    assert "DeepSeek" in refused("DeepSeak", desk).nearest
    assert "nearest: DeepSeek" in refused("DeepSeak", desk).reason
    model = refused("deepseek-ai/DeepSeek-V3", desk)
    assert re.search(r"is a Model, and no recipe is for that; recipes: .*lab \(Organization\)", model.reason)
    assert refused("qqq zzz", desk).readings == ()
    # To tell of the maker would be an answer to another question.
    assert refused("NVIDIA H900", desk).reason.startswith("H900: nothing on record has this name")


def words_of(briefing: Briefing) -> int:
    return sum(len(one.text.split()) for one in told(briefing) if hasattr(one, "text"))


def test_a_briefing_is_about_two_pages_at_most(desk: Desk) -> None:
    assert max(words_of(written(topic, desk)) for topic in ("DeepSeek", "China", "H100")) < 1200
