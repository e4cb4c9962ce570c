"""JSON-LD that keeps the rules, and the kinds that do not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pages.jsonld import MAX_NODES, Json, objects, read_json, texts, types_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": "x", "b": [1, null, true]}', {"a": "x", "b": [1, None, True]}),
        ('{"a": "x\ny"}', {"a": "x\ny"}),
        ('{"a": 1, "b": [1, 2,],}', {"a": 1, "b": [1, 2]}),
        ('{"a": 1 "b": 2.5}', {"a": 1, "b": 2.5}),
        ('{"a": {"b": "c",\n}', {"a": {"b": "c"}}),
        ('{"a": "x\ny", "b": 1,}', {"a": "x\ny", "b": 1}),
        ('{"name": "Foo,\n  "date": "2025-01"}', {"name": "Foo,", "date": "2025-01"}),
        ('<!-- {"a": 1,} -->', {"a": 1}),
        ('/*<![CDATA[*/ {"a": 1,}; /*]]>*/', {"a": 1}),
        ('{"a": "\\u00e9 \\"q\\"",}', {"a": 'é "q"'}),
        ('{"a": "bad \\escape",}', {"a": "bad escape"}),
        ("{a: 1, b: c}", {"a": 1, "b": "c"}),
        ("", None),
        ("}]", None),
    ],
)
def test_read_json(text: str, value: object) -> None:
    assert read_json(text) == value


def test_references_are_followed() -> None:
    graph = '[{"@type": ["Article"], "author": {"@id": "#a"}}, {"@type": "Person", "@id": "#a", "name": "A B"}]'
    nodes = objects([read_json(f'{{"@graph": {graph}}}')])
    article, person = nodes[1], nodes[-1]
    assert types_of(article) == ("Article",)
    assert list(texts(article["author"], {"#a": person})) == ["A B"]


def test_a_reference_to_itself_ends() -> None:
    author: dict[str, Json] = {"@id": "#a"}
    assert list(texts(author, {"#a": {"@id": "#a", "author": author}})) == []


@pytest.mark.parametrize("piece", ["[", "{", '{"a":', '"', "\\", '"\\', "[}", " ", ";", "<!--", '"\n', ","])
def test_time_is_in_proportion(piece: str) -> None:
    started = time.process_time()
    value = read_json(piece * (600_000 // len(piece)) + "x")
    assert len(objects([value])) <= MAX_NODES
    assert time.process_time() - started < 5


@given(st.text(st.sampled_from('{}[]",:\\ab1\n@ '), max_size=60))
def test_anything_like_json(text: str) -> None:
    for node in objects([read_json(text)]):
        for value in node.values():
            assert all(isinstance(one, str) for one in texts(value, {}))
