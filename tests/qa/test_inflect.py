"""Every rule of inflection, and the exceptions."""

import pytest

from qa.inflect import nouns, plural, verb


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("model", "models"),
        ("box", "boxes"),
        ("branch", "branches"),
        ("glass", "glasses"),
        ("corpus", "corpora"),
        ("company", "companies"),
        ("essay", "essays"),
        ("person", "people"),
        ("parameters", "parameters"),
        ("number of films", "numbers of films"),
        ("home country", "home countries"),
        ("training data", "training data"),
        ("data set", "data sets"),
        ("licence", "licences"),
    ],
)
def test_plural(one: str, many: str) -> None:
    assert plural(one) == many


def test_a_noun_and_its_plural_stand_once_where_they_are_equal() -> None:
    assert nouns("series") == ("series",)
    assert nouns("film") == ("film", "films")


@pytest.mark.parametrize(
    ("base", "third", "past", "participle", "gerund"),
    [
        ("direct", "directs", "directed", "directed", "directing"),
        ("release", "releases", "released", "released", "releasing"),
        ("publish", "publishes", "published", "published", "publishing"),
        ("carry", "carries", "carried", "carried", "carrying"),
        ("play", "plays", "played", "played", "playing"),
        ("focus", "focuses", "focused", "focused", "focusing"),
        ("agree", "agrees", "agreed", "agreed", "agreeing"),
        ("dye", "dyes", "dyed", "dyed", "dyeing"),
        ("tie", "ties", "tied", "tied", "tying"),
        ("build", "builds", "built", "built", "building"),
        ("make", "makes", "made", "made", "making"),
        ("go", "goes", "went", "gone", "going"),
        ("put", "puts", "put", "put", "putting"),
        ("run", "runs", "ran", "run", "running"),
        ("distil", "distils", "distilled", "distilled", "distilling"),
        ("have", "has", "had", "had", "having"),
        ("fine-tune", "fine-tunes", "fine-tuned", "fine-tuned", "fine-tuning"),
    ],
)
def test_verb(base: str, third: str, past: str, participle: str, gerund: str) -> None:
    forms = verb(base)
    assert (forms.third, forms.past, forms.participle, forms.gerund) == (third, past, participle, gerund)
    assert forms.all()[0] == base
