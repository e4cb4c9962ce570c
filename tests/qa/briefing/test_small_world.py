"""Briefings on the small world: what they say, written down by hand, and what each sentence rests on."""

import re
from dataclasses import replace

import pytest

from graph.explore.library import find_query
from qa.briefing import Briefing, Figures, Passages, Quoted, write_briefing
from qa.briefing.ledger import digest
from qa.briefing.recipe import Ask, RecipePart, RecipeSection
from qa.briefing.types import NearQuery
from qa.desk import Desk
from tests.qa.briefing.home import refused, resolved, sources_of, texts, told, written

KNOWN = [
    "DeepSeek is on record as a company, founded in 2023.",
    "It is based in China, as 1 document says.",
    "The record holds 3 models that it or a part of it developed or published, released between 2024-12-26 and "
    "2025-01-20.",
    "A source says of 1 model that the weights are open, under whatever terms, and of 2 no source says; by licence the "
    "count is another, in the table below.",
    "2 models on record were made from its models, directly or through others, its own among them, by 1 developer.",
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
        'and 19.4 percent by the count "finetunes left out" (download share, 2025-08).',
        "No two sources on record differ on the size, date or training of the models named here.",
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
    number = next(d.number for d in desk.record.documents() if d.source == "Epoch AI models")
    line = next(one for one in desk.record.text(number).splitlines() if "DeepSeek DEVELOPED" in one)

    def find(question: str) -> list[Quoted]:
        told = [f"{line} and more that DeepSeek never said", "An organization that is not the topic DEVELOPED a model"]
        return [Quoted(text=text, document=number) for text in [*told, line] if question == "Who made DeepSeek?"]

    makers = Ask(about="makers", question="Who made {topic}?", holds=re.compile("developed", re.IGNORECASE))
    found = quoting(desk, find, makers)
    assert texts(found, "Texts") == [f'On makers: "{line}" (Notable models, Epoch AI, 2025-02-10).']
    nothing = quoting(desk, find, Ask(about="makers", question="Who made {topic}?", holds=re.compile("bought")))
    assert any("No sentence of a text" in text for text in texts(nothing, "What is not known"))
    without = quoting(desk, None, makers)
    assert any("are not quoted here" in text for text in texts(without, "What is not known"))
    assert not any("are not quoted here" in text for text in texts(found, "What is not known"))


def quoting(desk: Desk, find: Passages | None, ask: Ask) -> Briefing:
    """Write a briefing on a lab that quotes texts by one question."""
    lab = resolved("DeepSeek", desk)
    gaps = next(section for section in lab.recipe.sections if section.gathers == "gaps")
    part = RecipePart(name="p", query=None, show="passages", parameters={}, says={}, asks=(ask,))
    texts_alone = RecipeSection(heading="Texts", parts=(part,))
    return write_briefing(lab.topic, replace(lab.recipe, sections=(texts_alone, gaps)), desk, find)


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
    licence = refused("Apache-2.0", desk)
    assert re.search(r"is a License, and no recipe is for that; recipes: .*lab \(Organization\)", licence.reason)
    # To tell of the maker would be an answer to another question.
    assert refused("NVIDIA H900", desk).reason.startswith("H900: nothing on record has this name")


def test_a_model_and_a_family(desk: Desk) -> None:
    model = written("deepseek-ai/DeepSeek-V3", desk)
    assert model.recipe == "model"
    assert "It has 671 billion parameters, 37 billion of them used for one token." in texts(model, "What is known")
    assert "Its licence: MIT and deepseek." in texts(model, "What is known")
    assert "Score on MMLU: 88.5" in texts(model, "Numbers, and how they were counted")
    assert texts(model, "Policies in force") == [
        "H800, on which deepseek-ai/DeepSeek-V3 was trained, is restricted by 1 policy in force on 2025-03-01."
    ]
    family = written("Qwen2.5", desk)
    # The owner that a name begins with is left out where it is on record too.
    assert texts(family, "Timeline") == [
        "2024-09-19: Qwen2.5-7B comes out, with 7.616 billion parameters.",
        "2024-09: Qwen2.5-Math-7B comes out.",
    ]
    assert (model.struck, family.struck) == ((), ())


def test_a_group_counts_its_members_of_the_day(desk: Desk) -> None:
    group = written("EU", desk)
    assert texts(group, "What is known")[:2] == [
        "It has 4 members on 2025-03-01, as far as the record knows: France, Germany, Italy and Netherlands.",
        "The record holds 2 models of 1 developer based in 1 member of it.",
    ]
    assert texts(group, "Policies in force") == ["EU AI Act holds in European Union, in force since 2024-08-01."]


def test_words_get_the_figures_that_may_be_meant_or_nothing(desk: Desk) -> None:
    topic = resolved("licences of models", desk)
    assert (topic.topic.node, topic.recipe.name) == ("", "words")

    def near(words: str) -> list[NearQuery]:
        query = find_query("licences-by-models")
        return [NearQuery(query=query, given={}, score=0.1 if words == "licences of models" else 2.0)]

    told = write_briefing(topic.topic, topic.recipe, desk, lambda _question: (), near)
    (line,) = texts(told, "Figures on record that may be meant")
    assert line.startswith("Licences by how many models are under them: Apache-2.0 (5), MIT (5)")
    assert not told.is_empty
    # No telling word in common, and not near enough.
    other = replace(topic.topic, name="weather in spring")
    far = write_briefing(other, topic.recipe, desk, lambda _question: (), lambda _words: near("licences of models"))
    assert far.is_empty


def words_of(briefing: Briefing) -> int:
    return sum(len(one.text.split()) for one in told(briefing) if hasattr(one, "text"))


def test_a_briefing_is_about_two_pages_at_most(desk: Desk) -> None:
    assert max(words_of(written(topic, desk)) for topic in ("DeepSeek", "China", "H100")) < 1200
