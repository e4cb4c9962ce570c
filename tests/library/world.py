"""A small world of real labs, models, chips and policies, told by seven documents, to which every query is put.

The shares of downloads are made up; the rest is true as far as it goes, and far from complete.
"""

from collections.abc import Iterable

from graph.record.store import Record
from graph.record.types import Source, Value
from tests.record.readings import Fact, edge, moment, prop, reading

V3, R1 = "hf:deepseek-ai/DeepSeek-V3", "hf:deepseek-ai/DeepSeek-R1"
DISTILL, QWEN = "hf:deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", "hf:Qwen/Qwen2.5-7B"
MATH, MISTRAL = "hf:Qwen/Qwen2.5-Math-7B", "hf:mistralai/Mistral-7B-v0.1"
NEMO, ZEPHYR = "hf:mistralai/Mistral-Nemo-Base-2407", "hf:HuggingFaceH4/zephyr-7b-beta"
GGUF, LLAMA = "hf:TheBloke/zephyr-7B-beta-GGUF", "hf:meta-llama/Llama-3.1-405B"
LLAMA2, LLAMA2_HF = "hf:meta-llama/Llama-2-7b", "hf:meta-llama/Llama-2-7b-hf"
SLERP, GEMMA = "hf:mlabonne/NeuralPipe-7B-slerp", "hf:google/gemma-2-27b"
APACHE, MIT = "spdx:Apache-2.0", "spdx:MIT"
CHINA, US, EU = "Country:China", "Country:United States", "Group:European Union"
OCTOBER_22, OCTOBER_23 = "federal-register:2022-21658", "federal-register:2023-23055"
DIFFUSION, ENTITIES = "federal-register:2025-00636", "federal-register:2019-10616"
DUTCH = "Policy:Dutch regulation on advanced semiconductor production equipment"
MEASURES = "Policy:Interim Measures for Generative AI Services"
EUV, ARF = "eto-input:N20", "eto-input:N22"


def facts(subject: str, **values: Value) -> list[Fact]:
    """Say values of one thing."""
    return [prop(subject, name, value) for name, value in values.items()]


def edges(predicate: str, pairs: Iterable[tuple[str, str]], **qualifiers: Value) -> list[Fact]:
    """Say a relation of several pairs."""
    return [edge(a, predicate, b, 1.0, **qualifiers) for a, b in pairs]


REFERENCE = [
    *facts(CHINA, iso2="CN", names="PRC"), *facts(US, iso2="US", names="USA"), *facts(EU, kind="bloc", names="EU"),
    *edges("MEMBER_OF",
           [(f"Country:{c}", EU) for c in ("France", "Germany", "Italy", "Netherlands")], since="1958-01-01"),
    edge("Country:United Kingdom", "MEMBER_OF", EU, since="1973-01-01", until="2020-01-31"),
    edge(CHINA, "MEMBER_OF", "Group:Country Group D:5"),
    *facts(APACHE, name="Apache-2.0", openness="osi"), *facts(MIT, name="MIT", openness="osi"),
    *facts("License:llama3.1", openness="conditional"), *facts("License:gemma", openness="conditional"),
]  # fmt: skip

CARDS = [
    *edges("DEVELOPED", [("Organization:DeepSeek", m) for m in (V3, R1, DISTILL)], role="publisher"),
    *edges("DEVELOPED", [("Organization:Qwen", QWEN), ("Organization:Qwen", MATH)], role="publisher"),
    *edges("DEVELOPED", [("Organization:Mistral AI", MISTRAL), ("Organization:Mistral AI", NEMO)], role="publisher"),
    *edges("DEVELOPED", [("Organization:Hugging Face", ZEPHYR), ("Organization:TheBloke", GGUF)], role="publisher"),
    *edges("DEVELOPED", [("Organization:Meta", m) for m in (LLAMA, LLAMA2, LLAMA2_HF)], role="publisher"),
    edge("Organization:Maxime Labonne", "DEVELOPED", SLERP, role="publisher"),
    *edges("LICENSED_UNDER", [(m, MIT) for m in (V3, R1, DISTILL, ZEPHYR, GGUF)]),
    *edges("LICENSED_UNDER", [(m, APACHE) for m in (QWEN, MATH, MISTRAL, NEMO, SLERP)]),
    *edges("LICENSED_UNDER", [(V3, "License:deepseek"), (LLAMA, "License:llama3.1"), (GEMMA, "License:gemma")]),
    *edges("DERIVED_FROM", [(R1, V3), (DISTILL, MATH), (MATH, QWEN), (ZEPHYR, MISTRAL)], kind="finetune"),
    edge(DISTILL, "DERIVED_FROM", R1, kind="distilled"), edge(GGUF, "DERIVED_FROM", ZEPHYR, kind="quantized"),
    edge(SLERP, "DERIVED_FROM", "hf:OpenPipe/mistral-ft-optimized-1218", kind="merge"),
    edge(SLERP, "DERIVED_FROM", "hf:mlabonne/NeuralHermes-2.5-Mistral-7B", kind="merge"),
    # A mistake of two cards, each of which names the other as its base.
    edge(LLAMA2, "DERIVED_FROM", LLAMA2_HF), edge(LLAMA2_HF, "DERIVED_FROM", LLAMA2),
    *[prop(m, "task", "text-generation") for m in (V3, QWEN, ZEPHYR)], prop(V3, "task", "translation"),
    *[prop(m, "languages", "en") for m in (QWEN, MISTRAL, ZEPHYR)], prop(QWEN, "languages", "zh"),
    edge(ZEPHYR, "TRAINED_ON", "hf-dataset:HuggingFaceH4/ultrachat_200k"),
    edge(ZEPHYR, "TRAINED_ON", "hf-dataset:HuggingFaceH4/ultrafeedback_binarized"),
    edge(GGUF, "TRAINED_ON", "hf-dataset:HuggingFaceH4/ultrachat_200k"),
    edge(ZEPHYR, "EVALUATED_ON", "Benchmark:MT-Bench", score=7.34, metric="score"),
    edge(MISTRAL, "EVALUATED_ON", "Benchmark:MMLU", score=60.1, metric="accuracy", config="5-shot"),
    edge(MISTRAL, "EVALUATED_ON", "Benchmark:MMLU", score=64.16, metric="accuracy", config="Open LLM Leaderboard"),
    edge(QWEN, "EVALUATED_ON", "Benchmark:MMLU", score=74.2, metric="accuracy", config="5-shot"),
    edge(V3, "EVALUATED_ON", "Benchmark:MMLU", score=88.5, metric="accuracy"),
]  # fmt: skip

EPOCH = [
    *edges("BASED_IN", [(f"Organization:{o}", CHINA) for o in ("DeepSeek", "Qwen", "Alibaba", "Huawei", "SMIC")]),
    *edges("BASED_IN",
           [(f"Organization:{o}", US) for o in ("Meta", "OpenAI", "Hugging Face", "NVIDIA", "Google DeepMind")]),
    edge("Organization:Google DeepMind", "BASED_IN", "Country:United Kingdom"),
    edge("Organization:Mistral AI", "BASED_IN", "Country:France"),
    edge("Organization:Qwen", "PART_OF", "Organization:Alibaba"),
    *facts("Organization:DeepSeek", kind="company", founded="2023"),
    *facts("Organization:Meta", kind="company", founded="2004"),
    *facts("Organization:OpenAI", kind="company", founded="2015-12"),
    edge("Organization:DeepSeek", "DEVELOPED", V3, role="developer"),
    edge("Organization:OpenAI", "DEVELOPED", "Model:GPT-4"), edge("Organization:Google DeepMind", "DEVELOPED", GEMMA),
    edge("Organization:NVIDIA", "DEVELOPED", NEMO, role="developer"),
    *facts(V3, released="2024-12-26", parameters=671_000_000_000, active_parameters=37_000_000_000,
           training_compute_flop=3.4e24, training_cost_usd=5_576_000.0, accessibility="open weights"),
    *facts(R1, released="2025-01-20", parameters=671_000_000_000), *facts(DISTILL, released="2025-01-20"),
    *facts(QWEN, released="2024-09-19", parameters=7_616_000_000), *facts(MATH, released="2024-09"),
    *facts(MISTRAL, released="2023-09-27", parameters=7_240_000_000), *facts(ZEPHYR, released="2023-10"),
    *facts(NEMO, released="2024-07-18", parameters=12_200_000_000),
    *facts(LLAMA, released="2024-07-23", parameters=405_000_000_000, training_compute_flop=3.8e25),
    *facts("Model:GPT-4", released="2023-03-14", training_compute_flop=2.1e25, accessibility="API access"),
    *facts(GEMMA, released="2024-06-27", parameters=27_200_000_000, training_compute_flop=2.1e24),
    *facts(LLAMA2, released="2023-07-18", names="Llama 2 7B"),
    *facts(LLAMA2_HF, released="2023-07-13", names="Llama 2 7B"),
    *edges("VARIANT_OF", [(QWEN, "Model:Qwen2.5"), (MATH, "Model:Qwen2.5")]),
    edge(V3, "TRAINED_WITH", "Chip:H800", count=2048), edge(LLAMA, "TRAINED_WITH", "Chip:H100 SXM5", count=16384),
    edge(NEMO, "TRAINED_WITH", "Chip:H100", count=3072), edge("Model:GPT-4", "TRAINED_WITH", "Chip:A100", count=25000),
    edge("Model:Llama 2 7B", "TRAINED_WITH", "Chip:A100"), edge(V3, "DESCRIBED_IN", "arxiv:2412.19437"),
]  # fmt: skip

CHIPS = [
    *edges("MAKES", [("Organization:NVIDIA", f"Chip:{c}") for c in ("A100", "H100", "H100 SXM5", "H100 PCIe", "H800")]),
    edge("Organization:Huawei", "MAKES", "Chip:Ascend 910B"),
    edge("Organization:SMIC", "FABRICATES", "Chip:Ascend 910B"),
    *edges("FABRICATES", [("Organization:TSMC", f"Chip:{c}") for c in ("A100", "H100", "H800")]),
    edge("Organization:TSMC", "BASED_IN", "Country:Taiwan"),
    *edges("VARIANT_OF", [("Chip:H100 SXM5", "Chip:H100"), ("Chip:H100 PCIe", "Chip:H100")]),
    *facts("Chip:A100", released="2020-05", memory_gb=80.0, flops_fp16=3.12e14),
    *facts("Chip:H100 SXM5", released="2022-03", memory_gb=80.0, tdp_w=700.0, flops_fp16=9.89e14, tpp=15824.0),
    *facts("Chip:H100 PCIe", released="2022-03", memory_gb=80.0, tdp_w=350.0),
    *facts("Chip:H800", released="2023-03", memory_gb=80.0, export_status="licence needed since 2023-11-17"),
    edge("Organization:xAI", "OWNS", "Cluster:Colossus"), edge("Organization:CINECA", "OPERATES", "Cluster:Leonardo"),
    edge("Cluster:Colossus", "LOCATED_IN", US), edge("Cluster:Leonardo", "LOCATED_IN", "Country:Italy"),
    edge("Cluster:Colossus", "CONTAINS", "Chip:H100", count=100_000),
    edge("Cluster:Leonardo", "CONTAINS", "Chip:A100", count=13_824),
    *facts("Cluster:Colossus", h100_equivalents=100_000.0, power_mw=150.0),
]  # fmt: skip

POLICIES = [
    prop(OCTOBER_22, "name", "October 2022 chip rule"), prop(OCTOBER_23, "name", "October 2023 chip rule"),
    prop(DIFFUSION, "name", "AI Diffusion Framework"), prop(ENTITIES, "name", "Entity List addition of Huawei"),
    prop("celex:32024R1689", "name", "EU AI Act"), prop("eo:14110", "name", "Executive Order 14110"),
    prop("eo:14148", "name", "Executive Order 14148"),
    *facts(OCTOBER_22, status="enacted", enacted="2022-10-13", effective="2022-10-07"),
    *[prop(OCTOBER_22, "effective", d) for d in ("2022-10-12", "2022-10-21")],
    *facts(OCTOBER_23, status="enacted", enacted="2023-10-25", effective="2023-11-17"),
    *facts(DIFFUSION, status="defunct", enacted="2025-01-15", effective="2025-01-13"),
    *facts(ENTITIES, status="enacted", enacted="2019-05-21"),
    *facts(DUTCH, enacted="2023-06-23", effective="2023-09-01"),
    *facts("celex:32024R1689", status="enacted", introduced="2021-04-21", enacted="2024-06-13"),
    *[prop("celex:32024R1689", "effective", d) for d in ("2024-08-01", "2025-02-02", "2025-08-02", "2026-08-02")],
    *facts("eo:14110", status="defunct", enacted="2023-10-30", effective="2023-10-30"),
    *facts("eo:14148", status="enacted", enacted="2025-01-20", effective="2025-01-20"),
    *facts(MEASURES, status="enacted", introduced="2023-04-11", enacted="2023-07-10", effective="2023-08-15"),
    *edges("ISSUED",
           [("Agency:Bureau of Industry and Security", p) for p in (OCTOBER_22, OCTOBER_23, DIFFUSION, ENTITIES)]),
    *edges("ISSUED", [(EU, "celex:32024R1689"), ("Country:Netherlands", DUTCH)]),
    *edges("ISSUED", [("Organization:President of the United States", p) for p in ("eo:14110", "eo:14148")]),
    edge("Organization:Cyberspace Administration of China", "ISSUED", MEASURES),
    *edges("JURISDICTION", [(p, US) for p in (OCTOBER_22, OCTOBER_23, DIFFUSION, ENTITIES, "eo:14110", "eo:14148")]),
    *edges("JURISDICTION", [("celex:32024R1689", EU), (MEASURES, CHINA), (DUTCH, "Country:Netherlands")]),
    *edges("RESTRICTS",
           [(OCTOBER_22, "Chip:A100"), (OCTOBER_22, "Chip:H100"), (OCTOBER_23, "Chip:H800"), (DUTCH, ARF)]),
    *edges("TARGETS", [(OCTOBER_22, CHINA), (OCTOBER_23, CHINA), (ENTITIES, "Organization:Huawei")]),
    edge(DIFFUSION, "TARGETS", "Group:Country Group D:5"),
    edge(OCTOBER_23, "AMENDS", OCTOBER_22), edge("eo:14148", "REPEALS", "eo:14110"),
]  # fmt: skip

SUPPLY = [
    prop(EUV, "name", "EUV lithography tools"), prop(ARF, "name", "ArF immersion lithography tools"),
    *edges("VARIANT_OF", [(EUV, "SupplyInput:Lithography tools"), (ARF, "SupplyInput:Lithography tools")]),
    *edges("PROVIDES", [("Organization:ASML", EUV), ("Country:Netherlands", EUV)], share=100.0, year="2025"),
    *edges("PROVIDES", [("Organization:ASML", ARF), ("Country:Netherlands", ARF)], share=99.3, year="2025"),
    edge("Country:Japan", "PROVIDES", ARF, share=0.7, year="2025"),
    edge("Organization:ASML", "BASED_IN", "Country:Netherlands"),
]  # fmt: skip

NEWS = [
    edge("Organization:Microsoft", "INVESTED_IN", "Organization:OpenAI", amount=1e9, currency="USD", date="2019-07-22"),
    edge("Organization:Microsoft", "INVESTED_IN", "Organization:OpenAI",
         amount=1e10, currency="USD", date="2023-01-23"),
    edge("Organization:OpenAI", "PARTNERED_WITH", "Organization:Microsoft", date="2019-07-22"),
    edge("Organization:Mistral AI", "PARTNERED_WITH", "Organization:Microsoft", date="2024-02-26"),
    edge("Organization:NVIDIA", "ACQUIRED", "Organization:Mellanox", amount=6.9e9, currency="USD", date="2019-03-11"),
    edge("Organization:High-Flyer", "OWNS", "Organization:DeepSeek"),
    edge("Organization:DeepSeek", "DEVELOPED", R1),
]  # fmt: skip


def share(country: str, as_of: str, value: float, definition: str) -> list[Fact]:
    """Say a share of downloads."""
    key = f"Measurement:download share of {country} {as_of} by {definition}"
    told = facts(key, metric="download_share", value=value, unit="percent", as_of=as_of, window="12 months")
    return [*told, *facts(key, scope="open models", definition=definition), edge(key, "OF", f"Country:{country}")]


COUNTS = [
    *share("China", "2025-08", 17.1, "all models"), *share("United States", "2025-08", 15.8, "all models"),
    *share("China", "2024-08", 8.3, "all models"), *share("China", "2025-08", 19.4, "finetunes left out"),
]  # fmt: skip

DOCUMENTS = (
    ("reference", "Sextant", "Reference", "2025-01-01", REFERENCE),
    ("model cards", "Hugging Face", "Model cards", None, CARDS),
    ("Epoch AI models", "Epoch AI", "Notable models", "2025-02-10", EPOCH),
    ("Epoch AI chips", "Epoch AI", "AI hardware", "2024-11-01", CHIPS),
    ("AGORA", "Emerging Technology Observatory", "AGORA", "2025-01-31", POLICIES),
    ("ETO supply chain", "Emerging Technology Observatory", "Supply chain", "2024-06", SUPPLY),
    ("news", "Newsroom", "Who owns AI", "2025-03-10", NEWS),
    ("downloads", "ATOM Project", "Downloads", "2025-08-04", COUNTS),
)


def write_world(record: Record) -> None:
    """Write the documents; the more trusted go before the others where they disagree."""
    record.put_sources([Source(name=source, trust=0.9 - at / 10) for at, (source, *_) in enumerate(DOCUMENTS)])
    readings = [
        reading(
            f"https://example.org/{at}", told, moment("2025-03-01"), published=published, source=source, title=title,
            publisher=publisher,
        )
        for at, (source, publisher, title, published, told) in enumerate(DOCUMENTS)
    ]  # fmt: skip
    record.write(readings)
