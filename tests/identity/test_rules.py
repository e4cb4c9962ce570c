"""Whether two names mean one thing: by the letters alone, by what is known, and what must never be merged."""

import json
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.identity import NOTHING, Aliases, NamedThing, verdict
from graph.ontology import shipped_ontology
from ui.commands._reference import shipped_aliases

PAIRS = Path(__file__).resolve().parents[2] / "../shared/evals/extraction/identity_dev.jsonl"
BOUNDED = settings(deadline=None, max_examples=200)

ONE_THING = [
    ("Gemma 2 9B", "google/gemma-2-9b", "Model"),
    ("Gemma-2-9b", "gemma2-9b", "Model"),
    ("Claude 3.5 Sonnet", "claude-3-5-sonnet", "Model"),
    ("Anthropic Claude 3 Opus", "Claude 3 Opus", "Model"),
    ("Command R+", "Command R Plus", "Model"),
    ("文心 4.5", "ERNIE 4.5", "Model"),
    ("ERNIE-4.5-300B-A47B", "ERNIE-4.5-300B", "Model"),
    ("Llama 4 Maverick", "Llama-4-Maverick-17B-128E", "Model"),
    ("Zephyr 7B Beta", "HuggingFaceH4/zephyr-7b-beta", "Model"),
    ("Mixtral 8x22B", "mistralai/Mixtral-8x22B-v0.1", "Model"),
    ("https://huggingface.co/openai/gpt-oss-20b", "gpt-oss-20b", "Model"),
    ("hf:Qwen/Qwen2.5-7B", "qwen/qwen2.5-7b", "Model"),
    ("GPT-4o", "GPT-4o (Omni)", "Model"),
    ("Baidu, Inc.", "Baidu", "Organization"),
    ("Tencent Holdings Ltd.", "Tencent", "Organization"),
    ("商汤科技有限公司", "商汤科技", "Organization"),
    ("Sakana AI", "Sakana", "Organization"),
    ("Bureau of Industry & Security (BIS)", "Bureau of Industry and Security", "Organization"),
    ("A100", "NVIDIA A100 GPU", "Chip"),
    ("V100", "NVIDIA Tesla V100", "Chip"),
    ("昇腾 910C", "Huawei Ascend 910C", "Chip"),
    ("Trainium2", "AWS Trainium 2", "Chip"),
    ("E.O. 14110", "Executive Order No. 14110", "Policy"),
    ("Regulation (EU) 2024/1689", "celex:32024R1689", "Policy"),
    ("EU Artificial Intelligence Act", "EU AI Act", "Policy"),
    ("Apache License, Version 2.0", "Apache-2.0", "License"),
    ("3-Clause BSD License", "BSD-3-Clause", "License"),
    ("arXiv:2412.19437v2", "https://arxiv.org/abs/2412.19437", "Paper"),
]

TWO_THINGS = [
    ("Gemma 2 9B", "Gemma 2 9B IT", "Model", "suffix: tuning"),
    ("Command R", "Command R+", "Model", "suffix: size"),
    ("Claude 3 Opus", "Claude 3 Sonnet", "Model", "another name in the family"),
    ("Phi-3-mini-4k-instruct", "Phi-3-mini-128k-instruct", "Model", "context"),
    ("Kimi-K2-Instruct", "Kimi-K2-Instruct-0905", "Model", "date"),
    ("Falcon 40B", "Falcon 7B", "Model", "size"),
    ("Baichuan-13B", "Baichuan2-13B", "Model", "number"),
    ("Mistral 7B v0.1", "Mistral 7B v0.3", "Model", "version"),
    ("QwQ-32B", "QvQ-72B", "Model", "size"),
    ("MI250", "MI250X", "Chip", "suffix: letter"),
    ("A100 40GB", "A100 80GB", "Chip", "memory"),
    ("H100 PCIe", "H100 SXM", "Chip", "suffix: chip"),
    ("H20", "H200", "Chip", "number"),
    ("EU AI Act", "EU AI Act (2021 proposal)", "Policy", "suffix: document"),
    ("CC-BY-4.0", "CC-BY-NC-4.0", "License", "suffix: rights"),
    ("MMLU", "MMLU-Pro", "Benchmark", "suffix: size"),
]

NEVER_ONE = [
    ("Mixtral 8x7B", "Mistral 7B", "Model"),
    ("gemma-2-2b", "gemma-2.2b", "Model"),
    ("Mistral 7B", "mistralai/Mistral-7B-v0.3", "Model"),
    ("DeepSeek-R1", "unsloth/DeepSeek-R1", "Model"),
    ("Aurora", "someone/Aurora", "Model"),
    ("one/Net-7B", "two/Net-7B", "Model"),
    ("BLOOM", "BLOOMZ", "Model"),
    ("Qwen3-30B-A3B", "Qwen3-30B-A6B", "Model"),
    ("Intel H100", "NVIDIA H100", "Chip"),
    ("GH200", "H100", "Chip"),
    ("B200", "GB200", "Chip"),
    ("SoftBank Group", "SoftBank Corp.", "Organization"),
    ("Google", "Google Cloud", "Organization"),
    ("University of Washington", "Washington University", "Organization"),
    ("Allen Institute", "Allen Institute for AI", "Organization"),
    ("SMIC", "TSMC", "Organization"),
    ("GPL-3.0", "LGPL-3.0", "License"),
    ("Niger", "Nigeria", "Country"),
    ("MTEB ClusteringS2S (sna)", "MTEB ClusteringS2S (som)", "Benchmark"),
    ("Net-4o (Omni)", "Net-4o (Other)", "Model"),
    ("!!!", "???", "Organization"),
]


def known(*things: NamedThing) -> Aliases:
    return Aliases.of(things, shipped_ontology())


@pytest.mark.parametrize(("left", "right", "label"), ONE_THING)
def test_one_thing_by_its_letters(left: str, right: str, label: str) -> None:
    assert verdict(left, right, label).verdict == "same"


@pytest.mark.parametrize(("left", "right", "label", "why"), TWO_THINGS)
def test_two_things_for_certain(left: str, right: str, label: str, why: str) -> None:
    found = verdict(left, right, label)
    assert (found.verdict, found.rule) == ("different", f"veto: {why}")


@pytest.mark.parametrize(("left", "right", "label"), NEVER_ONE)
def test_what_is_not_sure_is_never_merged(left: str, right: str, label: str) -> None:
    assert verdict(left, right, label).verdict != "same"
    assert verdict(left, right).verdict != "same"


def test_a_curated_name_goes_before_a_veto_and_two_entries_are_two_things() -> None:
    names = known(
        NamedThing(thing="Model:Mistral Large 2", names=("Mistral-Large-Instruct-2407",)),
        NamedThing(thing="Organization:High-Flyer", names=("幻方",)),
        NamedThing(thing="hf-org:deepseek-ai", names=("DeepSeek", "深度求索")),
    )
    assert verdict("Mistral Large 2", "Mistral-Large-Instruct-2407", "Model", names).rule == "alias"
    assert verdict("Mistral Large 2", "Mistral-Large-Instruct-2407", "Model").verdict == "different"
    assert verdict("深度求索", "deepseek-ai", "Organization", names).verdict == "same"
    assert verdict("DeepSeek", "幻方", "Organization", names).verdict == "different"


def test_a_name_of_two_things_joins_neither() -> None:
    names = known(
        NamedThing(thing="Organization:Bureau of Industry and Security", names=("BIS",)),
        NamedThing(thing="Organization:Bank for International Settlements", names=("BIS",)),
    )
    assert verdict("BIS", "Bureau of Industry and Security", "Organization", names).verdict == "unknown"
    assert verdict("BIS", "BIS", "Organization", names).verdict == "same"


def test_ids_of_two_namespaces_are_one_where_one_lab_has_both() -> None:
    renamed = known(NamedThing(thing="hf-org:zai-org", names=("Z.ai",), keys=("hf-org:THUDM",)))
    assert verdict("THUDM/chatglm3-6b", "zai-org/chatglm3-6b", "Model", renamed).rule == "renamed namespace"
    assert verdict("THUDM/chatglm3-6b", "zai-org/chatglm2-6b", "Model", renamed).verdict == "different"
    assert verdict("THUDM/chatglm3-6b", "other/chatglm3-6b", "Model", renamed).verdict == "unknown"


def test_the_word_alone_is_a_model_of_a_known_lab() -> None:
    labs = known(NamedThing(thing="hf-org:bigscience", names=("BigScience",)))
    assert verdict("BLOOM", "bigscience/bloom", "Model", labs).verdict == "same"
    assert verdict("BLOOM", "bigscience/bloom", "Model").verdict == "unknown"


def test_a_text_that_is_no_name_is_not_pondered() -> None:
    long = "a " * 200_000
    assert verdict(long, long + "(").verdict == "unknown"
    assert verdict(long, long.upper()).verdict == "same"


def test_keys_of_two_types_are_two_things() -> None:
    assert verdict("hf:Qwen/Qwen2.5-7B", "hf-dataset:Qwen/Qwen2.5-7B").verdict == "different"
    assert verdict("eo:14110", "Executive Order 14148").rule == "typed key: two of eo"


WORDS = (
    "Qwen",
    "Llama",
    "Mistral",
    "Phi",
    "Net",
    "Large",
    "Instruct",
    "Ascend",
    "Net-A",
    "通义千问",
    "AI",
    "Corp",
    "(Pro)",
)
NAMES = st.lists(
    st.one_of(st.sampled_from(WORDS), st.from_regex(r"v?[1-9][0-9]{0,2}(\.[0-9])?[bBkx+]?", fullmatch=True)),
    min_size=1,
    max_size=5,
).flatmap(lambda words: st.sampled_from([" ", "-", "_"]).map(lambda glue: glue.join(words)))
LABELS = st.sampled_from([None, "Model", "Organization", "Chip", "Policy", "License"])


@BOUNDED
@given(left=NAMES, right=NAMES, namespace=st.sampled_from(["", "Qwen/", "unsloth/"]), label=LABELS)
def test_the_order_does_not_count(left: str, right: str, namespace: str, label: str | None) -> None:
    hub = namespace + right.replace(" ", "-") if namespace else right
    assert verdict(left, hub, label) == verdict(hub, left, label)


@BOUNDED
@given(name=st.one_of(NAMES, st.text(min_size=1).filter(str.strip)), label=LABELS)
def test_a_name_is_itself(name: str, label: str | None) -> None:
    assert verdict(name, name, label).verdict == "same"
    assert verdict(name, f" {name} ", label).verdict == "same"


@BOUNDED
@given(
    stem=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
    one=st.from_regex(r"[1-9][0-9]{0,2}(\.[1-9])?", fullmatch=True),
    other=st.from_regex(r"[1-9][0-9]{0,2}(\.[1-9])?", fullmatch=True),
    unit=st.sampled_from(["", "B", "K", "GB", "x", "-Instruct", " Pro"]),
    version=st.sampled_from(["", "v"]),
    label=LABELS,
)
def test_other_numbers_are_never_merged(
    stem: str, one: str, other: str, unit: str, version: str, label: str | None
) -> None:
    assume(one != other)
    left, right = (f"{stem} {version}{number}{unit}" for number in (one, other))
    assert verdict(left, right, label).verdict != "same"
    assert verdict(left, stem, label).verdict != "same"


@pytest.mark.skipif(not PAIRS.exists(), reason="the shared pairs are not beside this repository")
@pytest.mark.parametrize(("reference", "floor"), [(False, 0.6), (True, 0.9)])
def test_the_development_pairs(reference: bool, floor: float) -> None:
    names = shipped_aliases() if reference else NOTHING
    pairs = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    found = [(pair, verdict(pair["left"], pair["right"], pair["label"], names).verdict) for pair in pairs]
    assert [pair for pair, said in found if said == "same" and not pair["same"]] == []
    same = [said for pair, said in found if pair["same"]]
    assert same.count("same") / len(same) >= floor
