"""A small world of names for tests of mentions: some are words, some are borne by several, some go on."""

from functools import cache

from graph.ontology import shipped_ontology
from graph.views.mentions import find_mentions
from graph.views.mentions_names import Named, NameTable, Tie

NODES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    # The name by which a node is shown stands first.
    ("hf-org:openai", "Organization", ("OpenAI", "openai")),
    ("hf-org:deepseek-ai", "Organization", ("DeepSeek", "深度求索", "deepseek-ai")),
    ("Model:deepseek", "Model", ("DeepSeek",)),
    ("Model:deepseek r 1", "Model", ("DeepSeek-R1",)),
    ("Organization:microsoft", "Organization", ("Microsoft",)),
    ("Organization:tii", "Organization", ("Technology Innovation Institute", "TII")),
    ("Organization:nvidia", "Organization", ("NVIDIA", "Nvidia", "英伟达", "엔비디아")),
    ("Organization:apple", "Organization", ("Apple",)),
    ("Organization:together", "Organization", ("Together AI", "Together")),
    ("Organization:bis", "Organization", ("Bureau of Industry and Security", "BIS")),
    ("Organization:sec", "Organization", ("Securities and Exchange Commission", "SEC")),
    ("Organization:dod", "Organization", ("Department of Defense",)),
    ("Organization:character", "Organization", ("Character.AI",)),
    ("Model:phi", "Model", ("Phi",)),
    ("Model:phi 3", "Model", ("Phi-3",)),
    ("Model:falcon", "Model", ("Falcon",)),
    ("Model:open", "Model", ("Open",)),
    ("Model:command", "Model", ("Command",)),
    ("Model:command r plus", "Model", ("Command R+",)),
    ("Model:bloom", "Model", ("BLOOM",)),
    ("Model:gpt 4", "Model", ("GPT-4",)),
    ("Model:gpt 4 turbo", "Model", ("GPT-4 Turbo",)),
    ("Model:llama 3", "Model", ("Llama 3",)),
    ("hf:meta-llama/Meta-Llama-3-8B", "Model", ("meta-llama/Meta-Llama-3-8B", "Meta-Llama-3-8B")),
    ("hf:Qwen/Qwen2.5-7B", "Model", ("Qwen/Qwen2.5-7B", "Qwen2.5-7B")),
    ("hf:unsloth/Qwen2.5-7B", "Model", ("unsloth/Qwen2.5-7B", "Qwen2.5-7B")),
    ("hf:one/twin-13b", "Model", ("one/twin-13b", "twin-13b")),
    ("hf:two/twin-13b", "Model", ("two/twin-13b", "twin-13b")),
    ("hf:some/small", "Model", ("some/small", "small")),
    ("Model:zwo", "Model", ("Zwillo",)),
    ("Chip:h 100", "Chip", ("H100",)),
    ("Chip:a 100", "Chip", ("A100",)),
    ("iso2:US", "Country", ("United States", "US", "U.S.", "the United States", "America", "USA")),
    ("iso2:KR", "Country", ("South Korea", "KR", "KOR")),
    ("iso2:KP", "Country", ("Korea",)),
    ("iso2:AD", "Country", ("Andorra", "AND", "AD")),
    ("iso2:GE", "Country", ("Georgia", "GE")),
    ("iso2:AM", "Country", ("Armenia",)),
    ("iso2:TR", "Country", ("Turkey",)),
    ("iso2:CN", "Country", ("China", "中国")),
    ("Benchmark:glue", "Benchmark", ("GLUE",)),
    ("Benchmark:race", "Benchmark", ("RACE",)),
    ("Benchmark:mmlu", "Benchmark", ("MMLU-Pro",)),
    ("spdx:Apache-2.0", "License", ("Apache-2.0", "Apache 2.0")),
    ("License:llama 3", "License", ("Llama 3",)),
    ("agora:25", "Policy", ("25", "AI Act")),
)
TIES = (
    Tie("DEVELOPED", "Organization:microsoft", "Model:phi"),
    Tie("VARIANT_OF", "Model:phi 3", "Model:phi"),
    Tie("DEVELOPED", "Organization:tii", "Model:falcon"),
    Tie("DEVELOPED", "hf-org:deepseek-ai", "Model:deepseek"),
    Tie("VARIANT_OF", "Model:deepseek r 1", "Model:deepseek"),
    Tie("VARIANT_OF", "hf:meta-llama/Meta-Llama-3-8B", "Model:llama 3"),
    Tie("DERIVED_FROM", "hf:unsloth/Qwen2.5-7B", "hf:Qwen/Qwen2.5-7B"),
)


@cache
def table() -> NameTable:
    """Return the names of the small world, and one that only stands for several."""
    named = [Named(node, label, names[0], names) for node, label, names in NODES]
    several = Named("Model:zwillo", "Model", "Zwillo", ("Zwillo",), ambiguous=True)
    return NameTable([*named, several], TIES, shipped_ontology())


def mentioned(text: str) -> list[tuple[str, str]]:
    """Return the words of each mention in a text, and what it means."""
    return [(text[one.start : one.end], one.entity) for one in find_mentions(text, table())]
