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


def test_a_person_judges_and_takes_it_back(tmp_path: Path) -> None:
    home, card = tmp_path / "home", tmp_path / "cards" / "Qwen" / "Qwen2.5-7B" / "README.md"
    card.parent.mkdir(parents=True)
    card.write_text("---\nbase_model: Qwen2-7B\n---\n# Qwen2.5-7B\n", encoding="utf-8")
    assert sextant(home, "ingest", tmp_path / "cards").code == 0
    pair = ("hf:Qwen/Qwen2.5-7B", "hf:Qwen2-7B")
    assert "on record" not in sextant(home, "identity", *pair).out
    nothing = sextant(home, "identity", *pair, "--undo")
    assert (nothing.code, "nothing is judged" in nothing.err) == (2, True)
    assert sextant(home, "identity", *pair, "--same", "--reason", "I know").code == 0
    told = sextant(home, "identity", *pair, "--json").json()
    assert told["verdict"] == "same"
    assert told["on_record"] == [
        {"kind": "same", "left": pair[0], "right": pair[1], "by": "person", "reason": "I know"}
        | {"id": told["on_record"][0]["id"]}  # type: ignore[index]
    ]
    assert "--undo" in sextant(home, "identity", *pair).out
    assert sextant(home, "identity", *pair, "--different").code == 0
    assert sextant(home, "identity", *pair).out.startswith("different (judged by a person)")
    assert sextant(home, "identity", *pair, "--undo").code == 0
    assert "on record" not in sextant(home, "identity", *pair).out


def test_judging_needs_two_things_on_record(sample_home: Path, tmp_path: Path) -> None:
    ran = sextant(sample_home, "identity", "Nothing-9B", "hf:Qwen/Qwen2.5-7B", "--same")
    assert (ran.code, "nothing on record is called 'Nothing-9B'" in ran.err) == (2, True)
    assert sextant(sample_home, "identity", "hf:Qwen/Qwen2.5-7B", "hf-org:Qwen", "--same").code == 2
    assert sextant(sample_home, "identity", "a", "b", "--same", "--undo").code == 2
    assert sextant(sample_home, "identity", "a", "b", "--reason", "x").code == 2
