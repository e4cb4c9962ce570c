"""Quantities in prose: exact places, and nothing out of names, versions, dates, addresses and places in laws."""

import pytest

from graph.ontology.quantities import find_quantities, write_quantity


def found(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], write_quantity(one.quantity)) for one in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "DeepSeek-V3 has 671B parameters, of which 37B active; it took 2.788M H800 GPU hours on 14.8T tokens.",
            [
                ("671B parameters", "671000000000 parameters"),
                ("37B active", "37000000000 active parameters"),
                ("2.788M H800 GPU hours", "2788000 chip hours"),
                ("14.8T tokens", "14800000000000 tokens"),
            ],
        ),
        ("It cost over US$5.6 million.", [("over US$5.6 million", "over 5600000 USD")]),
        ("trained on more than 2,000 chips", [("more than 2,000 chips", "over 2000 chips")]),
        ("a model of 10^26 operations", [("10^26", "1e+26")]),
        ("greater than $10^{26}$ FLOPs", [("greater than $10^{26}$ FLOPs", "over 1e+26 FLOP")]),
        ("sizes 7B/13B/70B", [("7B", "7000000000"), ("13B", "13000000000"), ("70B", "70000000000")]),
        ("grew from $5M to $10M", [("$5M", "5000000 USD"), ("$10M", "10000000 USD")]),
        ("between 7B and 70B", [("between 7B and 70B", "between 7000000000 and 70000000000")]),
        (
            "**0.6B** to **1.8B** parameters",
            [("0.6B** to **1.8B** parameters", "between 600000000 and 1800000000 parameters")],
        ),
        ("over **100** GPUs", [("over **100** GPUs", "over 100 chips")]),
        ("a 7B model", [("7B model", "7000000000 parameters")]),
        (
            "使用超过3万亿tokens的数据，总参数量6710亿。",
            [("超过3万亿tokens", "over 3000000000000 tokens"), ("6710亿", "671000000000")],
        ),
        ("671B\nparameters", [("671B\nparameters", "671000000000 parameters")]),
        ("on 2048 H800 GPUs", [("2048 H800 GPUs", "2048 chips")]),
        ("may not exceed 10 percent", [("not exceed 10 percent", "at most 10 percent")]),
        ("最近100亿美元", [("100亿美元", "10000000000 USD")]),
        ("> 100 GB\nis a quotation, x > 5 GB is not", [("100 GB", "100 GB"), ("> 5 GB", "over 5 GB")]),
        ("<b>100 GB</b>", [("100 GB", "100 GB")]),
        ("pays $5 a million tokens", [("$5 a million tokens", "5 USD per million tokens")]),
    ],
)
def test_what_a_text_says_is_found_where_it_stands(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Qwen2.5-72B and Llama-3-70B",
        "Qwen 2.5-7B",
        "Qwen 3.5–9B",
        "A100-80GB",
        "v2.5 of GPT-4",
        "https://example.org/1.2/100MB",
        "on May 17, 2024 and 2024-05-17",
        "in 2024 Nvidia GPUs were scarce",
        "between 2023 and 2024",
        "pages 10-15",
        "section 112b of 15 U.S.C. 7801",
        "ECCN 4E091 and 5E002",
        "over 100 countries",
        "an image of 1024x1024",
        "python 3.8及以上版本",
        "path 1.507.571 z",
        "10x cheaper",
        "at 10:30",
        "five of them",
        "一个模型，数百万美元",
        "1,2 and 3",
    ],
)
def test_other_figures_are_left_alone(text: str) -> None:
    assert found(text) == []
