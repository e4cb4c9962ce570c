"""What a briefing is asked about: words, a name or an id, resolved to one thing and by its type to a recipe."""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources

from graph.engine.types import Graph
from graph.views.names import Bearer, Names
from qa.briefing.phrases import say
from qa.briefing.recipe import WORDS, Recipe
from qa.briefing.types import Topic
from qa.desk import Desk
from qa.lexicon import lexicon_of

_SURE = ("exact", "folded")
_WORD = re.compile(r"[^\s,;:.?!()\"]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The thing that a text means, with its recipe."""

    topic: Topic
    recipe: Recipe
    others: tuple[Topic, ...] = ()
    """What else bears the name, and gave way to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why no briefing can be written on a text."""

    reason: str
    readings: tuple[Topic, ...] = ()
    """The things that it may mean, where these are several."""
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What words are looked through with."""

    graph: Graph
    recipes: Sequence[Recipe]
    ordinary: frozenset[str]
    """Words of the ontology and of English: by themselves they name nothing."""


def resolve(text: str, desk: Desk, recipes: Sequence[Recipe]) -> Resolved | Refused:
    """Return what a text means. ``recipes`` are those that may be used, tried by the types they are for.

    A text that is all of a name means what bears it; else the one thing that is named in it, as in "open models
    from China". Nothing is guessed: a misspelt name is refused with the nearest there are.
    """
    names = desk.names
    label = names.label(text)
    node = text if label else names.node_of(text)
    if node is not None:
        return _one([Topic(node=node, label=names.label(node) or "", name=names.name(node) or node)], text, recipes)
    whole = _bearers_of_all(text, names)
    if whole:
        return _one([_topic(one) for one in whole], text, recipes)
    ordinary = lexicon_of(desk.ontology).ordinary
    within, rest = _named_in(text, names, _Asked(graph=desk.graph, recipes=recipes, ordinary=ordinary))
    if within and not rest:
        return _one(within, text, recipes)
    words = recipe_for(WORDS, recipes)
    if words is not None and not within and not rest and _is_words(text, names, ordinary):
        return Resolved(topic=Topic(node="", label=WORDS, name=text), recipe=words)
    text = rest[0] if within else text
    nearest = names.nearest(text)
    reason = "unknown_near" if nearest else "unknown"
    return Refused(reason=say(reason, text=text, names=", ".join(nearest)), nearest=nearest)


def recipe_for(label: str, recipes: Iterable[Recipe]) -> Recipe | None:
    """Return the first recipe for things of a type."""
    return next((recipe for recipe in recipes if label in recipe.labels), None)


def _one(topics: Sequence[Topic], text: str, recipes: Sequence[Recipe]) -> Resolved | Refused:
    """Return the only thing that some recipe is for; several are readings, none is refused."""
    fitting = [topic for topic in topics if recipe_for(topic.label, recipes) is not None]
    behind = {label for topic in fitting for label in _behind(topic.label, recipes)}
    others = tuple(topic for topic in fitting if topic.label in behind)
    fitting = [topic for topic in fitting if topic.label not in behind] or fitting
    if len(fitting) > 1:
        return Refused(reason=say("ambiguous", text=text, number=len(fitting)), readings=tuple(fitting))
    if not fitting:
        first = topics[0]
        known = "; ".join(say("recipe_of", name=one.name, labels=", ".join(one.labels)) for one in recipes)
        return Refused(reason=say("no_recipe", name=first.name, label=first.label, recipes=known))
    recipe = recipe_for(fitting[0].label, recipes)
    assert recipe is not None
    return Resolved(topic=fitting[0], recipe=recipe, others=others)


def _behind(label: str, recipes: Sequence[Recipe]) -> tuple[str, ...]:
    """Return the types of things that one of a type goes before."""
    recipe = recipe_for(label, recipes)
    return () if recipe is None else recipe.before


def _topic(bearer: Bearer) -> Topic:
    return Topic(node=bearer.node, label=bearer.label, name=bearer.name)


def _bearers_of_all(text: str, names: Names) -> list[Bearer]:
    """Return the things of which a whole text is a name; one that it is a whole name of goes before short forms."""
    found = {
        bearer.node: bearer
        for mention in names.find(text)
        if (mention.start, mention.end) == (0, len(text)) and mention.how in _SURE
        for bearer in mention.bearers
    }
    whole = [bearer for bearer in found.values() if bearer.whole]
    return whole or list(found.values())


def _named_in(text: str, names: Names, asked: _Asked) -> tuple[list[Topic], list[str]]:
    """Return the things named within words that a recipe is for, and words that look like names of something else.

    A name within a longer one does not count.
    """
    found: dict[str, Topic] = {}
    taken: list[tuple[int, int]] = []
    for mention in sorted(names.find(text, ordinary=asked.ordinary), key=lambda m: m.start - m.end):
        if mention.how not in _SURE or any(s < mention.end and mention.start < e for s, e in taken):
            continue
        if mention.text.isalpha() and mention.text.lower() in asked.ordinary:
            continue
        taken.append((mention.start, mention.end))
        fitting = [one for one in mention.bearers if recipe_for(one.label, asked.recipes) is not None]
        found |= {one.node: _topic(one) for one in fitting}
    if not found:
        return _by_value(text, names, asked), []
    words = [w for w in _WORD.finditer(text) if not any(s < w.end() and w.start() < e for s, e in taken)]
    return list(found.values()), [word[0] for word in words if _is_namelike(word[0], asked.ordinary)]


def _is_words(text: str, names: Names, ordinary: frozenset[str]) -> bool:
    """Say whether a text is a matter put in words, and not a name that is misspelt or that nothing bears."""
    words = [word[0] for word in _WORD.finditer(text)]
    if not words or any(_is_namelike(word, ordinary) for word in (words[0][:1].lower() + words[0][1:], *words[1:])):
        return False
    return all(mention.how != "misspelt" for mention in names.find(text, ordinary=ordinary))


def _is_namelike(word: str, ordinary: frozenset[str]) -> bool:
    """Say whether a word has a capital or a digit, and is no word of the ontology: it may be what is really meant."""
    return word.lower() not in ordinary and any(c.isdigit() or c.isupper() for c in word)


def _by_value(text: str, names: Names, asked: _Asked) -> list[Topic]:
    """Return the things that a value in the words tells, by a property that a recipe names: "Chinese" is of China."""
    found: dict[str, Topic] = {}
    for mention in names.find_values(text):
        recipe = recipe_for(mention.owner, asked.recipes)
        if recipe is None or mention.property not in recipe.known_by:
            continue
        query = _holders(mention.owner, mention.property)
        rows = [row for value in mention.values for row in asked.graph.read(query, {"value": value}).rows]
        found |= {str(node): Topic(node=str(node), label=mention.owner, name=str(name)) for node, name in rows}
    return list(found.values())


def is_there(topic: Topic, desk: Desk) -> bool:
    """Say whether anything within the desk's lens tells of a topic; names are known beyond it."""
    if topic.label == WORDS:
        return True
    rows = desk.graph.read(_evidence("there").replace("{label}", topic.label), {"id": topic.node}).rows
    return any(row[0] for row in rows)


def _holders(label: str, name: str) -> str:
    """Return the query for the things of a type that have a value; both are names of the ontology."""
    return _evidence("holders").replace("{label}", label).replace("{property}", name)


@functools.cache
def _evidence(name: str) -> str:
    return (resources.files("cypher") / "evidence" / f"{name}.cypher").read_text(encoding="utf-8")
