"""The lexicon: all words come from the ontology, in all their forms, and from nowhere else."""

import re
from pathlib import Path

import pytest

from graph.ontology import Ontology, shipped_ontology
from qa.items import CompoundItem, Item, PartyItem, PropertyItem, RelationItem, TypeItem, ValueItem
from qa.lexicon import compound_forms, lexicon_of, make_lexicon, passive_forms, verb_forms
from qa.tokens import phrase_of

ROOM = Path(__file__).resolve().parents[2] / "qa"


def found(ontology: Ontology, text: str) -> tuple[Item, ...]:
    return lexicon_of(ontology).items.get(phrase_of(text), ())


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("motion pictures", TypeItem("Film")),
        ("filmmakers", TypeItem("Person", "Director")),
        ("title", TypeItem("Film", generic=True)),
        ("directs", RelationItem("DIRECTED", True)),
        ("shot", RelationItem("DIRECTED", True)),
        ("directed by", RelationItem("DIRECTED", False)),
        ("financed by", RelationItem("PRODUCED", False)),
        ("followed by", RelationItem("SEQUEL_OF", False)),
        ("a sequel to", RelationItem("SEQUEL_OF", True)),
        ("comes before", RelationItem("SEQUEL_OF", False)),
        ("by", RelationItem("DIRECTED", False, verbal=False)),
        ("directed", CompoundItem("DIRECTED", False)),
        ("cast members", PartyItem("ACTED_IN", "source")),
        ("running times", PropertyItem("Film", "runtime_min", "noun")),
        ("premiered", PropertyItem("Film", "released", "verb")),
        ("restricted", ValueItem("Film", "rating", ("R",))),
        ("silent", ValueItem("Film", "silent", (True,))),
    ],
)
def test_a_word_of_the_ontology_is_found_in_every_form(ontology: Ontology, text: str, item: Item) -> None:
    assert item in found(ontology, text)


def test_relations_that_chain_know_the_words_for_the_whole_chain() -> None:
    assert RelationItem("DERIVED_FROM", True, chain=True) in found(shipped_ontology(), "descends from")
    assert RelationItem("DERIVED_FROM", True, chain=False) in found(shipped_ontology(), "derived from")


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        ("be based on", ("based on",)),
        ("by", ("by",)),
        ("developed by", ("developed by",)),
        ("build on", ("build on", "builds on", "built on", "building on")),
    ],
)
def test_verb_phrases_inflect_at_their_head(phrase: str, forms: tuple[str, ...]) -> None:
    assert verb_forms(phrase) == forms


def test_a_passive_needs_a_verb_that_takes_its_object_without_a_preposition() -> None:
    assert passive_forms("direct") == ("directed by",)
    assert passive_forms("derive from") == ()
    assert passive_forms("be in") == ()


def test_a_participle_takes_its_object_before_it_where_a_preposition_follows() -> None:
    assert compound_forms("be licensed under") == ("licensed",)
    assert compound_forms("build on") == ("built",)
    assert compound_forms("direct") == ()


def test_a_tail_may_stand_apart_from_its_verb() -> None:
    assert ("as", "training", "data") in make_lexicon(shipped_ontology()).separable["list"]


def test_the_room_knows_no_word_of_a_subject() -> None:
    """Types, relations and nouns of the shipped ontology stand nowhere in the code or data of the room."""
    shipped = shipped_ontology()
    words = {noun for node in shipped.nodes.values() if node.entity for noun in (node.label, *node.nouns)}
    words |= {edge for edge in shipped.edges if "_" in edge} | {"Qwen", "quantized", "MIT", "training data"}
    # Words of English or of programming too, whatever the subject.
    words -= {
        "test",
        "act",
        "law",
        "rule",
        "group",
        "Group",
        "measure",
        "figure",
        "corpus",
        "organization",
        "set",
        "policy",
        # A source's, under which it may be cited; the one that embeds, and the one that writes.
        "licence",
        "model",
        "Model",
        # Of money, and where one asks for a figure.
        "bill",
    }
    # Recipes of briefings are about a subject, as the named queries are that they list.
    for path in sorted(
        path
        for path in ROOM.rglob("*")
        if path.suffix in (".py", ".yaml") and path.name != "__init__.py" and "recipes" not in path.parts
    ):
        text = path.read_text("utf-8")
        met = {word for word in words if re.search(rf"(?<![\w-]){re.escape(word)}s?(?![\w-])", text)}
        assert met == set(), path.name
