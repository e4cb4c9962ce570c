"""Recipes of briefings: which named queries fill which section, and how their rows are told."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Literal

from graph.errors import LibraryError
from graph.explore.library_file import NamedQuery
from qa.briefing.template import Template

Show = Literal["sentences", "bullets", "figures", "bars", "columns", "disputes", "passages", "nearby"]
"""How the rows of a part are shown; ``disputes`` looks for disagreements on the things that its rows hold.

``passages`` quotes texts and ``nearby`` tells the named queries nearest to the topic: neither has a query of its own.
"""
WORDS = "words"
"""The label of what a recipe for words is for, which name nothing on record."""
Gathers = Literal["", "gaps"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bind:
    """What a slot must rest on: a property of a thing of the row, or an edge between two of them."""

    of: str = ""
    """The column with the thing's id; of an edge, its source; empty for a document."""
    properties: tuple[str, ...] = ()
    """Any of these properties may be what has the value."""
    edge: str = ""
    """The type of the edge."""
    edge_in: str = ""
    """Or the column that holds the type."""
    to: str = ""
    """The column with the id of the edge's target."""
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    """Columns by the qualifiers of the edge that must have their values."""
    document: str = ""
    """Or the column with the id of the document that it stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What texts are asked."""

    about: str
    """What a quote is on, in the words of the briefing."""
    question: str
    """{topic} stands for the topic."""
    holds: re.Pattern[str] | None = None
    """What a quote must hold to be on that."""
    clause: re.Pattern[str] | None = None
    """The form in which a law says it: looked for in the topic's own text, before texts are asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipePart:
    """One named query, and how its rows are told."""

    name: str
    query: NamedQuery | None
    """None for what has no query of its own."""
    show: Show
    parameters: Mapping[str, str]
    """What the query is given; {id}, {topic} and {day} stand for the topic and the day."""
    says: Mapping[str, Template]
    """The sentence, by the value of the column ``by``; the only one is under ""."""
    by: str = ""
    each: Template | None = None
    """How one row is told within a sentence for all rows, whose slot {each} is their list."""
    binds: Mapping[str, Bind] = field(default_factory=dict)
    most: int = 10
    least: int = 1
    """Fewer rows than these are not told of."""
    when: str = ""
    """A column without which, or with nought in which, a row is not told."""
    none: Template | None = None
    """What is said among the gaps where the query has no row."""
    more: Template | None = None
    """What is said of the rows beyond the most, whose number is the slot {more}."""
    asks: tuple["Ask", ...] = ()
    """For passages: what texts are asked."""
    kinds: tuple[str, ...] = ()
    """For passages: the kinds of documents that are quoted."""
    figure: Template | None = None
    counted: Template | None = None
    label: str = ""
    """Columns of a chart, or, for disputes, the one with the ids of the things."""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeSection:
    """A section of a recipe."""

    heading: str
    parts: tuple[RecipePart, ...]
    gathers: Gathers = ""
    """``gaps``: the sentences on what the record does not say stand here too."""
    is_sorted: bool = False
    """Whether its bullets stand in the order of their texts, as dates do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a briefing on one kind of topic is made."""

    name: str
    title: Template
    about: str
    labels: tuple[str, ...]
    """The types of things that it is for."""
    known_by: tuple[str, ...]
    """Properties whose values tell such a thing too: "Chinese" is an adjective of China."""
    topic: str
    """What it is about where it says so itself; else empty."""
    before: tuple[str, ...]
    """Types of things that its own go before where both bear a name."""
    sections: tuple[RecipeSection, ...]


def shipped_recipes() -> tuple[Recipe, ...]:
    """Return the recipes that ship, by name. Raises LibraryError, which names file and line, for one that is wrong."""
    return _shipped()


@functools.cache
def _shipped() -> tuple[Recipe, ...]:
    from qa.briefing.recipe_file import read_recipe

    folder = resources.files("qa.briefing") / "recipes"
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".yaml")), key=lambda one: one.name)
    return tuple(read_recipe(entry.name, entry.read_text("utf-8")) for entry in files)


@functools.cache
def method() -> Recipe:
    """Return the recipe whose sections end every briefing: what is not known, and how it was made."""
    from qa.briefing.recipe_file import read_recipe

    entry = resources.files("qa.briefing") / "data" / "method.yaml"
    return read_recipe(entry.name, entry.read_text("utf-8"))


def recipe_in(path: Path, own: Path | None = None) -> Recipe:
    """Return the recipe in a file of the user's, whose own named queries are in the folder ``own``.

    Raises LibraryError where it cannot be read or does not hold.
    """
    from qa.briefing.recipe_file import read_recipe

    try:
        return read_recipe(str(path), path.read_text("utf-8-sig"), own)
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(f"{path}: cannot be read as a recipe ({error})") from error
