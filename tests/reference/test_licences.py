"""Licences that ship: each has one entry by any way it is written, and a class that fits what it restricts."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from graph.ontology import shipped_ontology
from graph.ontology.naming import parse_key
from ingest.reference import shipped_entries
from ingest.reference_checks import claimed
from ingest.reference_entries import Entry

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / "../shared/data"
ONTOLOGY = shipped_ontology()
LICENCES = {e.thing: e for e in shipped_entries() if parse_key(e.thing, ONTOLOGY).label == "License"}


def values(entry: Entry, predicate: str) -> list[str]:
    return [str(s.value) for s in entry.statements if s.predicate == predicate]


def meant_by(written: str) -> list[str]:
    """The entries that a card means which writes this licence."""
    normal = parse_key(f"License:{written}", ONTOLOGY).normal
    return [thing for thing, entry in LICENCES.items() if normal in claimed(entry, ONTOLOGY)]


@pytest.mark.parametrize(
    ("written", "thing"),
    [
        ("apache-2.0", "spdx:Apache-2.0"),
        ("Apache License, Version 2.0", "spdx:Apache-2.0"),
        ("mit", "spdx:MIT"),
        ("openrail", "License:OpenRAIL"),
        ("openrail++", "License:CreativeML Open RAIL++-M"),
        ("creativeml-openrail-m", "License:CreativeML OpenRAIL-M"),
        ("gpl-3.0", "spdx:GPL-3.0-only"),
        ("agpl-3.0", "spdx:AGPL-3.0-only"),
        ("cc-by-nc-sa-4.0", "spdx:CC-BY-NC-SA-4.0"),
        ("CC BY 4.0", "spdx:CC-BY-4.0"),
        ("cc0-1.0", "spdx:CC0-1.0"),
        ("public-domain", "spdx:CC-PDM-1.0"),
        ("bsd-3-clause", "spdx:BSD-3-Clause"),
        ("three-clause BSD licence", "spdx:BSD-3-Clause"),
        ("llama2", "License:Llama 2 Community License"),
        ("llama3", "License:Llama 3 Community License"),
        ("llama-3", "License:Llama 3 Community License"),
        ("llama3.1", "License:Llama 3.1 Community License"),
        ("llama3.2", "License:Llama 3.2 Community License"),
        ("llama3.3", "License:Llama 3.3 Community License"),
        ("Llama 4 Community License", "License:Llama 4 Community License"),
        ("gemma", "License:Gemma Terms of Use"),
        ("bigscience-bloom-rail-1.0", "License:BigScience RAIL License v1.0"),
        ("deepseek", "License:DeepSeek License"),
        ("deepseek-license", "License:DeepSeek License"),
        ("tongyi-qianwen-license-agreement", "License:Tongyi Qianwen License"),
        ("通义千问", "License:Tongyi Qianwen License"),
        ("qwen", "License:Qwen License"),
        ("qwen-research", "License:Qwen Research License"),
        ("Yi Series Models Community License Agreement", "License:Yi License"),
        ("flux-1-dev-non-commercial-license", "License:FLUX.1-dev Non-Commercial License"),
        ("NVIDIA Open Model License", "License:NVIDIA Open Model License"),
    ],
)
def test_a_licence_is_known_however_a_card_writes_it(written: str, thing: str) -> None:
    assert meant_by(written) == [thing]


@pytest.mark.parametrize(
    ("thing", "openness"),
    [
        ("spdx:Apache-2.0", ["osi"]),
        ("spdx:MIT", ["osi"]),
        ("spdx:CC-BY-4.0", ["conditional"]),
        ("spdx:CC-BY-NC-4.0", ["research"]),
        ("spdx:CC0-1.0", []),
        ("License:Llama 3.1 Community License", ["conditional"]),
        ("License:Gemma Terms of Use", ["conditional"]),
        ("License:CreativeML OpenRAIL-M", ["conditional"]),
        ("License:Qwen Research License", ["research"]),
        ("License:Mistral AI Research License", ["research"]),
        ("License:Fluently License", []),
    ],
)
def test_a_licence_has_its_class(thing: str, openness: list[str]) -> None:
    assert values(LICENCES[thing], "openness") == openness


def test_the_class_fits_what_is_restricted() -> None:
    for thing, entry in LICENCES.items():
        openness, restrictions = values(entry, "openness"), values(entry, "restrictions")
        commerce = any(one.startswith("no commercial use") for one in restrictions)
        assert (openness == ["research"]) == commerce, thing
        assert not (openness == ["osi"] and restrictions), thing


def test_an_identifier_of_the_list_is_key_property_and_address() -> None:
    spdx = {thing: entry for thing, entry in LICENCES.items() if entry.file == "licences_spdx.yaml"}
    assert len(spdx) > 150
    for thing, entry in spdx.items():
        (identifier,) = values(entry, "spdx")
        assert (thing, entry.source) == (f"spdx:{identifier}", f"https://spdx.org/licenses/{identifier}.html")
        assert identifier in (entry.name, *entry.names)


def test_what_has_no_identifier_claims_no_approval() -> None:
    own = [entry for entry in LICENCES.values() if entry.file == "licences.yaml"]
    assert len(own) > 50
    assert {entry.name for entry in own if values(entry, "openness") == ["osi"]} == {"GPL", "LGPL"}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real data are not here")
def test_nearly_all_licences_of_real_cards_are_known() -> None:
    command = [sys.executable, str(ROOT / "bench" / "reference_coverage.py"), str(SHARED), "--json"]
    found = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    licences = found["licences of cards"]
    assert licences["mentions"] > 2500
    assert licences["weight"] >= 0.95
    assert found["countries of Epoch"]["weight"] == 1
