"""The YAML file of a source: read strictly, with errors that name the line."""

from pathlib import Path

import pytest

from graph.errors import SourceError
from graph.ontology import shipped_ontology
from ingest.source import load_source
from ingest.sources.model_cards import SOURCE

FILE = Path(__file__).resolve().parents[2] / "ingest" / "sources" / "model_cards.yaml"
TEXT = FILE.read_text(encoding="utf-8")


def load(folder: Path, text: str) -> object:
    path = folder / "source.yaml"
    path.write_text(text, encoding="utf-8")
    return load_source(path)


def test_the_shipped_source_is_the_file_as_it_stands(tmp_path: Path) -> None:
    assert load(tmp_path, TEXT) == SOURCE
    record = SOURCE.to_record_source()
    assert (record.name, record.trust, record.licence) == (SOURCE.name, SOURCE.trust, SOURCE.licence)


def test_the_licence_is_trusted_most() -> None:
    trust = SOURCE.to_record_source().trust_in
    assert trust["LICENSED_UNDER"] == max(trust.values())


def test_trust_and_derivations_are_words_of_the_ontology() -> None:
    ontology = shipped_ontology()
    known = set(ontology.edges) | {name for node in ontology.nodes.values() for name in node.properties}
    assert set(SOURCE.trust_in) <= known
    kinds = {name.removeprefix("kind_") for name in SOURCE.words if name.startswith("kind_")}
    assert kinds == set(ontology.edges["DERIVED_FROM"].qualifiers["kind"].values)


@pytest.mark.parametrize(
    ("change", "to", "message"),
    [
        ("trust: 0.8", "trust: 1.8", r"line \d+: trust 1.8 is not between 0 and 1"),
        ("trust: 0.8", "trust: high", r"line \d+: trust is not a number"),
        ("hub_id: 1.0", "hub_id: 2", r"line \d+: trust_in.hub_id 2.0 is not between 0 and 1"),
        ("kind: card\n", "", "has no field 'kind'"),
        ("kind: card", "kind: card\ncolour: red", r"line 3: there is no field 'colour' in a source; possible: name"),
        ("kind: card", "kind: [card]", r"line 2: kind is not a text"),
        ("kind: card", "kind: card\nkind: card", "has a field twice"),
        ("names: [README.md]", "names: README.md", r"line \d+: recognise.names is not a list of texts"),
        ("kind: card", "kind: {card", r"line \d+: .*; mend the YAML"),
    ],
)
def test_an_error_names_the_place(tmp_path: Path, change: str, to: str, message: str) -> None:
    assert change in TEXT
    with pytest.raises(SourceError, match=message):
        load(tmp_path, TEXT.replace(change, to))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        load_source(tmp_path / "none.yaml")
