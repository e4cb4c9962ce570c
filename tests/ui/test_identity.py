"""``sextant identity``, with a home and without one."""

import json
from pathlib import Path

from tests.ui.running import sextant


def test_two_names_without_a_home(tmp_path: Path) -> None:
    home = tmp_path / "none"
    assert sextant(home, "identity", "Qwen2.5-7B", "Qwen/Qwen2.5-7B", "--label", "Model").out == "same (hub id)\n"
    found = sextant(home, "identity", "H100", "H200", "--label", "Chip", "--json").json()
    assert found["verdict"] == "different"
    assert set(found) == {"left", "right", "label", "verdict", "rule"}
    assert not home.exists()


def test_a_file_of_pairs_gives_one_line_each_in_order(sample_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    pairs: list[dict[str, object]] = [
        {"left": "Qwen2.5-7B", "right": "Qwen2.5-72B", "label": "Model", "same": False},
        {"left": "Apache-2.0", "right": "Apache License 2.0", "label": "License"},
        {"left": "TSMC", "right": "SMIC"},
    ]
    file.write_text("\n".join(json.dumps(pair) for pair in pairs) + "\n", encoding="utf-8")
    ran = sextant(sample_home, "identity", "--file", file, "--json")
    assert ran.code == 0
    lines = ran.lines()
    assert [line["left"] for line in lines] == [pair["left"] for pair in pairs]
    assert [line["label"] for line in lines] == ["Model", "License", None]
    assert [line["verdict"] for line in lines[:2]] == ["different", "same"]
    assert lines[2]["verdict"] != "same"
    assert sextant(sample_home, "identity", "--file", file).err.startswith("sextant: 1 same, ")


def test_wrong_usage_names_the_place(tmp_path: Path) -> None:
    home, file = tmp_path / "none", tmp_path / "pairs.jsonl"
    file.write_text('{"left": "a", "right": "b"}\n{"left": "a"}\n', encoding="utf-8")
    ran = sextant(home, "identity", "--file", file, "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "line 2" in ran.err
    assert sextant(home, "identity", "only-one").code == 2
    assert sextant(home, "identity", "a", "b", "--label", "Labb").code == 2
    assert sextant(home, "identity", "a", "b", "--file", file).code == 2
    assert sextant(home, "identity", "a", "b", "--label", "Lab").code == 0
