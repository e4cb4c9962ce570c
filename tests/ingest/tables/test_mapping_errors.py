"""A mapping that does not hold is refused with file, line and what is possible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import SourceError
from ingest.reader import Head, Raw
from ingest.sources import mapped_tables, shipped_readers
from ingest.sources.mapped_tables import is_mapping, mapping_reader
from tests.ingest.recognising import RETRIEVED
from tests.ingest.tables.making import FOLDER

ADDRESS = FOLDER + "t.mapping.yaml"
GOOD = 'for: "*.csv"\nthings: {model: "Model:{name}", lab: {key: "Lab:{labs}", split: ","}}\n'


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
    ("", "the file is empty"),
    ("[a]", "line 1: the mapping is not a mapping"),
    ("things: {m: 'Model:{n}'}", "the mapping has no field 'for'"),
    ("for: x\nname: a", "has no things"),
    ("for: x\nthings: {}", "has no things"),
    ("for: x\nthings: {m: n}", "line 2: key 'n' of thing 'm' has no colon"),
    ("for: x\nthings: {m: 'Modell:{n}'}", "line 2: key 'Modell' of things of the mapping is unknown; possible: "),
    ("for: x\nthings: {m: 'Model:'}", "line 2: key 'Model:' of thing 'm' names no column"),
    ("for: x\nthings: {m: {key: 'Model:{a}/{b}', split: ','}}", "its key must be made from one column"),
    ("for: x\nthings: {m: {key: 'Country:{a}', keys: {us: 'isso:US'}}}", "'isso' is neither a label nor"),
    ("for: x\nthings: {m: {key: 'Model:{a}', written: true}}", "possible: arxiv, hf, hf-dataset"),
    ("for: x\nthings: {m: {key: 'Model:{a}', spilt: ','}}", "line 2: there is no field 'spilt' in thing 'm';"),
    (GOOD + "properties: {modle: {citations: c}}", "line 3: properties 'modle' of the mapping is unknown"),
    (GOOD + "properties: {model: {citation: c}}", "line 3: property 'citation' of properties of 'model' is unknown"),
    (GOOD + "properties:\n  model:\n    citations: {times: 2}", "line 5: citations of 'model' needs one of column"),
    (GOOD + "properties: {model: {citations: {column: a, value: 2}}}", "needs one of column, value and from"),
    (GOOD + "properties: {model: {citations: {value: many}}}", "value of citations of 'model': "),
    (GOOD + "properties: {model: {accessibility: {column: a, words: {x: shut}}}}", "is not one of open weights"),
    (GOOD + "properties: {model: {citations: {column: a, units: {k: much}}}}", "is not a number"),
    (GOOD + "properties: {model: {citations: {column: a, times: x}}}", "times of citations of 'model' is not a number"),
    (GOOD + "properties: {model: {citations: {column: a, confidence: 2}}}", "confidence 2 is not between 0 and 1"),
    (GOOD + "properties: {model: {released: {column: a, precision: week}}}", "possible: year, month, day"),
    (GOOD + "properties: {model: {released: {column: a, day_first: maybe}}}", "possible: true, false"),
    (GOOD + "properties: {model: {tags: {column: a, split: ''}}}", "is empty"),
    (GOOD + "properties: {model: {citations: {column: a, when: {column: b, is: x, not: y}}}}", "write two conditions"),
    (GOOD + "edges: {edge: DEVELOPED}", "edges of the mapping is not a list"),
    (GOOD + "edges:\n  - {edge: MADE, from: lab, to: model}", "line 4: edge 'MADE' of entry 1 of edges is unknown"),
    (GOOD + "edges: [{edge: DEVELOPED, from: labs, to: model}]", "from 'labs' of entry 1 of edges is unknown"),
    (GOOD + "edges: [{edge: DEVELOPED, from: model, to: lab}]", "label of from 'Model' of entry 1 of edges"),
    (GOOD + "edges: [{edge: DEVELOPED, from: lab, to: model, with: {rule: x}}]", "qualifier 'rule'"),
    (GOOD + "edges: [{edge: DEVELOPED, from: lab, to: model, with: {role: friend}}]", "not one of developer, pub"),
    (GOOD + "measurements: [{of: lab, metric: downloads}]", "has no field 'value'"),
    (GOOD + "measurements: [{of: lab, value: n}]", "has no field 'metric'; possible: downloads"),
    (GOOD + "measurements: [{of: lab, value: n, metric: smiles}]", "is not one of downloads"),
    (GOOD + "passages: {labb: [a]}", "there is no field 'labb' in passages of the mapping; possible: model, lab"),
    (GOOD + "published: soon", "published of the mapping: "),
    (GOOD + "trust: 3", "line 3: trust 3 is not between 0 and 1"),
    (GOOD + "name: Epoch Models", "is that of a source that ships; choose another one"),
    (GOOD + "name: a\nname: b", "has a field twice"),
    ("for: x\nthings: {m: &a [b, c], n: *a}", "repeats lists or mappings by aliases"),
    ("for: [x\n", "line 2: "),
    ("\0\1\2\3\4", "cannot be read: the file is binary"),
    ("#" * 200_001, "is longer than 200,000 characters"),
    ],
)  # fmt: skip
def test_errors_name_the_place_and_what_is_possible(mapping: str, said: str) -> None:
    with pytest.raises(SourceError) as found:
        mapping_reader(mapping.encode(), ADDRESS)
    message = str(found.value)
    assert message.startswith(ADDRESS)
    assert said in message
    assert "\n" not in message


def test_a_mapping_is_for_the_files_that_it_names_in_its_folder_and_below() -> None:
    reader = mapping_reader(GOOD.replace('"*.csv"', '["*.csv", "old/list*"]').encode(), ADDRESS)

    def sure(place: str) -> float:
        return reader.recognise(Head(name=place.rpartition("/")[2], start=b"", address=place))

    assert [sure(FOLDER + name) for name in ("a.csv", "deep/er/b%20c.csv", "old/list.json")] == [1.0, 1.0, 1.0]
    assert [sure(FOLDER + name) for name in ("a.tsv", "list.json", "x.mapping.yaml")] == [0.0, 0.0, 0.0]
    assert sure("file:///elsewhere/a.csv") == 0.0


def test_a_changed_mapping_is_another_version() -> None:
    first, second = (mapping_reader((GOOD + more).encode(), ADDRESS) for more in ("", "trust: 0.4\n"))
    assert first.version != second.version
    assert (first.rules.name, first.rules.trust, second.rules.trust) == ("t", 0.5, 0.4)


def test_mapping_files_are_no_documents_and_broken_ones_are_set_aside() -> None:
    reader = next(reader for reader in shipped_readers() if reader is mapped_tables.READER)
    head = Head(name="t.mapping.yaml", start=b"", address=ADDRESS)
    assert is_mapping(head.name)
    assert reader.recognise(head) == 1.0
    assert list(reader.read(Raw(head=head, data=GOOD.encode(), retrieved=RETRIEVED))) == []
    (aside,) = reader.read(Raw(head=head, data=b"for: x", retrieved=RETRIEVED))
    assert (aside.reason, "has no things" in aside.detail) == ("the mapping does not hold", True)  # type: ignore[union-attr]


@given(st.binary(max_size=300) | st.text(alphabet='for:things{}[]"\n x&*-', max_size=200).map(str.encode))
def test_any_bytes_are_a_mapping_or_none(data: bytes) -> None:
    head = Head(name="t.mapping.yaml", start=data, address=ADDRESS)
    for one in mapped_tables.READER.read(Raw(head=head, data=data, retrieved=RETRIEVED)):
        assert ADDRESS in one.detail  # type: ignore[union-attr]
