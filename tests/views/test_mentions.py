"""Names in texts: whole, the longest first, spelt as names, and told from words by their company."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.views.mentions import find_mentions
from graph.views.mentions_names import key_of
from tests.views.named import NODES, mentioned, table


def nodes(text: str) -> list[str]:
    return [node for _, node in mentioned(text)]


@pytest.mark.parametrize(
    ("text", "words", "node"),
    [
        ("He left OpenAI.", "OpenAI", "hf-org:openai"),
        ("It is openai again", "openai", "hf-org:openai"),
        ("OpenAI's board", "OpenAI", "hf-org:openai"),
        ("the OpenAI’s board", "OpenAI", "hf-org:openai"),
        ("an Nvidia-backed firm", "Nvidia", "Organization:nvidia"),
        ("a GPT-4-based tool", "GPT-4", "Model:gpt 4"),
        ("the gpt 4 paper", "gpt 4", "Model:gpt 4"),
        ("GPT-4 Turbo is out", "GPT-4 Turbo", "Model:gpt 4 turbo"),
        ("**Llama3** and so on", "Llama3", "Model:llama 3"),
        ("ten H100s", "H100s", "Chip:h 100"),
        ("in South Korea, too", "South Korea", "iso2:KR"),
        ("the U.S. said", "U.S.", "iso2:US"),
        ("in the United\n   States today", "the United\n   States", "iso2:US"),
        ("THE UNITED STATES", "THE UNITED STATES", "iso2:US"),
        ("ＯｐｅｎＡＩ says", "ＯｐｅｎＡＩ", "hf-org:openai"),
        ("in Armenıa and Arméniá", "Arméniá", "iso2:AM"),
        ("中国的深度求索发布了模型", "深度求索", "hf-org:deepseek-ai"),
        ("使用DeepSeek-R1模型", "DeepSeek-R1", "Model:deepseek r 1"),
        ("엔비디아는 오늘", "엔비디아", "Organization:nvidia"),
        ("Command R+ is new", "Command R+", "Model:command r plus"),
        ("the Department of Defense", "Department of Defense", "Organization:dod"),
        ("It is under Apache 2.0 terms", "Apache 2.0", "spdx:Apache-2.0"),
        ("She runs Character.AI now", "Character.AI", "Organization:character"),
    ],
)
def test_a_name_is_found_as_it_is_written(text: str, words: str, node: str) -> None:
    assert (words, node) in mentioned(text)


@pytest.mark.parametrize(
    "text",
    [
        "the department of defense of a fort",  # words, small
        "GPT-4o is another, and GPT-4.1, and GPT-4-Vision",  # go on
        "3.A100",  # within a number
        "openais are not",  # within a word
        "and so ad infinitum AND more",  # codes of countries that no text uses
        "section 25 of it",  # an id that is a number
        "see https://openai.com/index and www.openai.com",
        "mail to press@openai.com or see openai.com",
        "open /srv/openai/models/x and C:\\openai\\x",
        "the file gpt-4.json",
        "```\nimport openai\n```",
        '<a href="/openai" title="OpenAI">here</a>',
        "The algae bloom in spring; Harmful Algal Bloom",
        "a nameless/GPT-4-copy",
        "OpenAIX",
        "twin-13b is what two bear",
    ],
)
def test_what_is_no_name_is_not_found(text: str) -> None:
    assert mentioned(text) == []


def test_a_name_before_a_script_without_spaces_is_whole() -> None:
    assert mentioned("OpenAIだ") == [("OpenAI", "hf-org:openai")]


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("the Phi model is small", "Model:phi"),  # a typed word beside
        ("models such as Microsoft's: Phi", "Model:phi"),  # its maker near
        ("we ran Phi-3 and then Phi again", "Model:phi"),  # its family near
        ("Falcon 40B was trained", "Model:falcon"),  # a size behind
        ("the TII released Falcon", "Model:falcon"),
        ("they asked Apple to pay", "Organization:apple"),
        ("Together AI and others; Together said so", "Organization:together"),  # its other name
        ("The Bureau of Industry and Security (BIS) may", "Organization:bis"),
        ("shown on MMLU-Pro and RACE", "Benchmark:race"),  # in a list with a sure one
        ("from Armenia, Georgia and Turkey", "iso2:GE"),
        ("a trip to Turkey in spring", "iso2:TR"),
    ],
)
def test_a_word_is_a_name_in_company(text: str, node: str) -> None:
    assert node in nodes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Open models are good",
        "the Army Futures Command has it",
        "a command to open it",
        "Together we go",
        "The people of Georgia voted",
        "a falcon flew; phi is a letter",
        "a RACE to the end",
        "the ISS and BIS decided",
        "small models",
        "SMALL AND OPEN",
    ],
)
def test_a_word_alone_is_no_name(text: str) -> None:
    assert mentioned(text) == []


def test_a_number_of_a_section_is_no_agency() -> None:
    text = "SEC. 20. The Securities and Exchange Commission shall."
    assert [words for words, _ in mentioned(text)] == ["Securities and Exchange Commission"]


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("DeepSeek said today", "hf-org:deepseek-ai"),  # a maker before its family of the same name
        ("the DeepSeek model", "Model:deepseek"),
        ("Qwen2.5-7B is used", "hf:Qwen/Qwen2.5-7B"),  # what copies were made from
        ("unsloth/Qwen2.5-7B is used", "hf:unsloth/Qwen2.5-7B"),  # a whole id
        ("[x](https://huggingface.co/unsloth/Qwen2.5-7B)", "hf:unsloth/Qwen2.5-7B"),
        ("Llama 3 is a model of a model", "Model:llama 3"),
        ("under the Llama 3 license", "License:llama 3"),
        ("Zwillo is a name", "Model:zwo"),  # what only stands for several is not meant
    ],
)
def test_of_several_one_is_meant(text: str, node: str) -> None:
    assert nodes(text) == [node]


def test_mentions_do_not_overlap_and_are_in_order() -> None:
    found = find_mentions("South Korea, the United States, GPT-4 Turbo, OpenAI, US", table())
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


PIECES = st.sampled_from(
    [name for _, _, names in NODES for name in names]
    + [*" \n,-/()`<>éß的ﬁİ￼", "'s", ". ", "```\n", "https://", "e\u0301"]
)


@given(parts=st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=25))
def test_offsets_cut_the_name_out_of_any_text(parts: list[str]) -> None:
    text = "".join(parts)
    for one in find_mentions(text, table()):
        key = key_of(text[one.start : one.end])
        assert key in (key_of(one.name), key_of(one.name) + "s"), (text, one)
        assert 0 <= one.start < one.end <= len(text)
