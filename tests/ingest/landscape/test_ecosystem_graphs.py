"""Assets typed by hand in YAML: small ones, hostile ones, and the real files."""

import random
from collections import Counter, defaultdict

import pytest
import yaml

from graph.record.types import Reading, SetAside
from ingest.folder import beside, found_at
from ingest.reader import Raw
from ingest.sources import shipped_readers
from ingest.sources.ecosystem_graphs import READER
from tests.ingest.policies.making import check, quotes, raw, read_all, reading, shared, told
from tests.ingest.recognising import head_of, raw_of, surest

ASSETS = """---
- type: model
  name: Owl-7B
  organization: Bird Lab, Crow Works, Inc.
  created_date: {explanation: announced in a post, value: 2031-02-03}
  url: https://arxiv.org/abs/2111.01234
  model_card: https://huggingface.co/birdlab/owl-7b
  description: Owl is a model of owls that answers questions on owls at night.
  modality: text; text
  size: 14B parameters with 2.7B parameters for activation (MoE)
  dependencies: [Crow-1B, Nest, Nobody Knows, Twin]
  license:
    explanation: as the page says
    value: Apache 2.0
  access: open
  nationality: USA
  monitoring: unknown
  price: 3
- type: model
  name: Crow-1B
  organization: Crow Works
  created_date: unknown
  dependencies: []
  license: none
  access: limited
  nationality: Canada/Switzerland
  size: unknown
- type: dataset
  name: Nest
  organization: Bird Lab
  created_date: 2030
  size: 105k eggs
  dependencies: [Crow-1B]
  license: custom
  access: closed
- type: application
  name: Owl Chat
  organization: Bird Lab
  created_date: 2031-03
  dependencies: [Owl-7B]
  access: open
"""


def test_each_asset_says_what_the_ontology_has_a_place_for() -> None:
    found = reading(READER, raw("bird.yaml", ASSETS))
    assert told(found) == {
        "Model:Owl-7B name Owl-7B",
        "Organization:Bird Lab DEVELOPED Model:Owl-7B",
        "Organization:Crow Works, Inc. DEVELOPED Model:Owl-7B",
        "Model:Owl-7B released 2031-02-03",
        "Model:Owl-7B parameters 14000000000",
        "Model:Owl-7B active_parameters 2700000000",
        "Model:Owl-7B LICENSED_UNDER License:Apache 2.0",
        "Model:Owl-7B accessibility open weights",
        "Model:Owl-7B modality text; text",
        "Model:Owl-7B DESCRIBED_IN arxiv:2111.01234",
        "Model:Owl-7B hub_id birdlab/owl-7b",
        "Model:Owl-7B DERIVED_FROM Model:Crow-1B",
        "Model:Owl-7B TRAINED_ON Dataset:Nest",
        "Model:Crow-1B name Crow-1B",
        "Organization:Crow Works DEVELOPED Model:Crow-1B",
        "Organization:Crow Works BASED_IN Country:Canada",
        "Organization:Crow Works BASED_IN Country:Switzerland",
        "Dataset:Nest name Nest",
        "Dataset:Nest size 105k eggs",
    }
    assert quotes(found, "released") == ["created_date: {explanation: announced in a post, value: 2031-02-03"]
    assert quotes(found, "BASED_IN")[0] == "nationality: Canada/Switzerland"
    assert [one.heading for one in found.passages] == ["Owl-7B > description"]


def test_what_has_no_place_is_left_over_with_its_reason_or_counted() -> None:
    found = reading(READER, raw("bird.yaml", ASSETS))
    left = {(one.value, one.reason) for one in found.leftovers}
    assert left == {
        ("Nobody Knows", "no file tells whether it is a model or a data set"),
        ("Twin", "no file tells whether it is a model or a data set"),
        ("USA", "several organizations, so it stays open whose it is"),
        ("limited", "it stays open what kind of access is meant"),
        ("Crow-1B", "the ontology has no relation for what a data set depends on"),
        ("custom", "no licence by name"),
        ("Owl Chat", "the ontology has no place for 'application'"),
    }
    assert found.unread["price"] == 1
    assert found.unread["created_date.explanation"] == 1


def test_the_files_beside_it_tell_what_a_dependency_is() -> None:
    meta = "- {type: dataset, name: Nobody knows}\n- {type: model, name: twin}\n- {type: dataset, name: Twin}\n"
    found = reading(READER, raw("bird.yaml", ASSETS, beside={"meta.yaml": meta}))
    assert "Model:Owl-7B TRAINED_ON Dataset:Nobody Knows" in told(found)
    assert "Twin" in {one.value for one in found.leftovers}
    broken = reading(READER, raw("bird.yaml", ASSETS, beside={"meta.yaml": "- {a: [", "google.yaml": "x"}))
    assert told(broken) == told(reading(READER, raw("bird.yaml", ASSETS)))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the file is empty"),
        ("- {type: model, name: [", "the YAML does not parse"),
        ("- type: model\n  name: A\n  x: &a [1]\n  y: [*a, *a]\n", "the YAML does not parse"),
        ("type: model\nname: A\n", "the file holds no record of this source"),
        ("- a\n- b\n", "the file holds no record of this source"),
        ("- " + "[" * 20_000, "the YAML does not parse"),
        ("- " + "{a: " * 20_000, "the YAML does not parse"),
    ],
)
def test_what_cannot_be_read_is_set_aside(text: str, reason: str) -> None:
    (one,) = read_all(READER, raw("bird.yaml", text))
    assert isinstance(one, SetAside)
    assert one.reason == reason


def test_a_long_list_is_cut_and_the_rest_is_counted() -> None:
    text = "- type: model\n  name: A\n  dependencies: [" + ", ".join(f"d{n}" for n in range(900)) + "]\n"
    found = reading(READER, raw("bird.yaml", text))
    assert found.unread == {"dependencies beyond 500": 400}
    assert len(found.leftovers) == 500


def test_a_sentence_in_the_place_of_a_name_is_no_name() -> None:
    words = "a long tale of how it came about " * 8
    text = f"- type: model\n  name: A\n  organization: {words}\n  license: {words}\n- type: model\n  name: {words}\n"
    found = reading(READER, raw("bird.yaml", text))
    assert told(found) == {"Model:A name A"}
    assert {one.field for one in found.leftovers} == {"organization", "license", "asset"}


def test_it_is_known_by_the_fields_of_its_assets() -> None:
    assert READER.recognise(raw("bird.yaml", ASSETS).head) == 0.9
    assert READER.recognise(raw("bird.txt", ASSETS).head) == 0.0
    assert READER.recognise(raw("config.yaml", "name: x\ntype: y\n").head) == 0.0


def test_the_real_files_say_what_a_yaml_library_reads_in_them() -> None:
    folder = shared("data/ecosystem_graphs")
    said: dict[str, list[dict[str, set[str]]]] = defaultdict(list)
    counts: Counter[str] = Counter()
    left = 0
    for path in sorted(folder.glob("*.yaml")):
        assert surest(shipped_readers(), head_of(path)) is READER
        plain = raw_of(path)
        others = beside(found_at(path, folder), READER.companions, 10**8)
        (one,) = READER.read(Raw(head=plain.head, data=plain.data, retrieved=plain.retrieved, beside=others))
        checked = check(one)
        assert isinstance(checked, Reading)
        counts.update(s.predicate for s in checked.statements)
        left += sum(x.field == "asset" for x in checked.leftovers)
        facts: dict[str, set[str]] = defaultdict(set)
        for s in checked.statements:
            facts[f"{s.subject} {s.predicate}"].add(str(s.value))
        said[path.name].append(facts)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    files = {path.name: yaml.load(path.read_text("utf-8"), loader) for path in sorted(folder.glob("*.yaml"))}
    assets = [(name, one) for name, file in files.items() for one in file]
    assert len(assets) == 639
    assert counts["name"] + left == 639
    labels = {"model": "Model", "dataset": "Dataset"}
    for name, asset in random.Random(7).sample([one for one in assets if one[1]["type"] in labels], 50):
        subject = f"{labels[asset['type']]}:{asset['name']}"
        assert any(asset["name"] in facts[f"{subject} name"] for facts in said[name]), subject
        date = asset["created_date"]
        date = str(date.get("value") if isinstance(date, dict) else date)
        if asset["type"] == "model" and date not in ("unknown", "None", ""):
            assert any(date in facts[f"{subject} released"] for facts in said[name]), subject
    assert counts["TRAINED_ON"] > 150
    assert counts["DERIVED_FROM"] > 140
