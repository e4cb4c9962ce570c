"""Briefings: a recipe's stored queries, told as sentences of which each is bound to statements or to its query.

A sentence that cannot be bound is not printed. What a briefing says of a topic is computed when it is written, and
its sources are numbered as one reads. Recipes are data (``recipes/*.yaml``); nothing of what they are about is in
the code.
"""

from qa.briefing.brief import write_briefing
from qa.briefing.markdown import to_markdown
from qa.briefing.phrases import say
from qa.briefing.recipe import Recipe, recipe_in, shipped_recipes
from qa.briefing.showing import number
from qa.briefing.topic import Refused, Resolved, resolve
from qa.briefing.types import (
    Block,
    Briefing,
    Bullets,
    Chart,
    Figure,
    Figures,
    Mark,
    Paragraph,
    Passages,
    Quote,
    Quoted,
    Section,
    Sentence,
    Source,
    Struck,
    Topic,
)

__all__ = [
    "Block",
    "Briefing",
    "Bullets",
    "Chart",
    "Figure",
    "Figures",
    "Mark",
    "Paragraph",
    "Passages",
    "Quote",
    "Quoted",
    "Recipe",
    "Refused",
    "Resolved",
    "Section",
    "Sentence",
    "Source",
    "Struck",
    "Topic",
    "number",
    "recipe_in",
    "resolve",
    "say",
    "shipped_recipes",
    "to_markdown",
    "write_briefing",
]
