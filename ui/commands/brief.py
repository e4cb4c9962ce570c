"""``sextant brief``: a briefing on a topic, every sentence of it bound to what says so."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands._asking import desk_of
from ui.output import DONE, FAILED, Json, emit, note, say
from ui.settings import Settings, WrongUsage
from ui.wiring import lens_of

if TYPE_CHECKING:
    from qa.briefing import Briefing, Recipe, Refused, Resolved

SUFFIXES = (".md", ".html")
RECIPES = "recipes"
"""The folder of the home with the user's own recipes."""
OWN = "library"
"""The folder of the home with the user's own queries."""
READINGS = 20


def brief(
    context: typer.Context,
    topic: Annotated[
        str,
        typer.Argument(metavar="TOPIC|RECIPE", help="A name, an id, words that name one thing; or a recipe's file."),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it to a .md or .html file.")
    ] = None,
    recipe: Annotated[
        str | None, typer.Option("--recipe", metavar="NAME|FILE", help="The recipe to use [the one for its type].")
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="As the sources of that day say.")] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="NAME", help="What one source says.")] = None,
) -> int:
    """Write a briefing of about two pages on a lab, a model, a country's open models, a group, a chip, a rule or words.

    Each sentence carries the numbers of its sources: documents, with the words that say so, or stored queries, whose
    numbers are computed when it is written. A sentence of which a value has no statement is not printed. A recipe is
    a YAML file that lists sections as named queries and how their rows are told; those in the folder recipes of the
    home join the ones that ship. Without -o it is printed as Markdown; an .html file opens offline.

    Examples:
        sextant brief DeepSeek
        sextant brief China -o china.html
        sextant brief "NVIDIA H100" --as-of 2025-01-20
        sextant brief "CHIPS and Science Act" --json
        sextant brief "compute thresholds"
    """
    from qa.briefing import Refused, resolve, write_briefing
    from qa.briefing import say as phrase
    from qa.briefing.finding import texts_of
    from ui.commands._brief_texts import nearby_of, texts_on

    settings: Settings = context.obj
    _check_output(output)
    chosen, asked = _recipes(topic, recipe, settings)
    with desk_of(settings, lens_of(as_of, source)) as desk, ExitStack() as stack:
        found = resolve(asked, desk, chosen)
        if isinstance(found, Refused):
            return _refuse(found, settings)
        passages = texts_of(desk, texts_on(settings, found.topic, desk, stack))
        written = write_briefing(found.topic, found.recipe, desk, passages, nearby_of(settings, desk))
    if written.is_empty:
        return _refuse(Refused(reason=phrase("nothing_on_words", text=found.topic.name)), settings)
    _note_others(found)
    _tell(written, output, settings)
    return DONE


def _check_output(output: Path | None) -> None:
    if output is not None and output.suffix.lower() not in SUFFIXES:
        raise WrongUsage(f"-o {output}: a briefing is written to {' or '.join(SUFFIXES)}")


def _recipes(topic: str, recipe: str | None, settings: Settings) -> "tuple[tuple[Recipe, ...], str]":
    """Return the recipes that may be used and what is asked about; a recipe given as the topic says that itself."""
    from qa.briefing import say as phrase

    known = _known(settings)
    if recipe is not None:
        return (_named(recipe, known, settings),), topic
    if _is_file(topic) or topic in {one.name for one in known}:
        chosen = _named(topic, known, settings)
        if not chosen.topic:
            raise WrongUsage(phrase("recipe_alone", name=topic))
        return (chosen,), chosen.topic
    return known, topic


def _known(settings: Settings) -> "tuple[Recipe, ...]":
    """Return the recipes that ship and those of the home; one of the home that does not hold is told and left out."""
    from graph.errors import LibraryError
    from qa.briefing import recipe_in, shipped_recipes

    own = []
    for path in sorted((settings.home / RECIPES).glob("*.yaml")):
        try:
            own.append(recipe_in(path, settings.home / OWN))
        except LibraryError as error:
            note(f"left out of the recipes: {error}")
    return (*shipped_recipes(), *own)


def _named(name: str, known: "tuple[Recipe, ...]", settings: Settings) -> "Recipe":
    from qa.briefing import recipe_in

    if _is_file(name):
        return recipe_in(Path(name).expanduser(), settings.home / OWN)
    for one in known:
        if one.name == name:
            return one
    raise WrongUsage(f"--recipe {name}: no recipe has this name; there are {', '.join(one.name for one in known)}")


def _is_file(text: str) -> bool:
    return Path(text).suffix.lower() in (".yaml", ".yml")


def _refuse(found: "Refused", settings: Settings) -> int:
    """Say why there is no briefing; several readings are an answer, an unknown topic is none."""
    if settings.as_json:
        readings: list[Json] = [{"id": one.node, "label": one.label, "name": one.name} for one in found.readings]
        emit({"status": "ambiguous" if readings else "refused", "reason": found.reason, "readings": readings,
              "nearest": list(found.nearest)})  # fmt: skip
    elif found.readings:
        say(f"{found.reason}:")
        for one in found.readings[:READINGS]:
            say(f"  {one.node}  ({one.label} {one.name})")
        if len(found.readings) > READINGS:
            say(f"  ... and {len(found.readings) - READINGS} more")
    else:
        note(found.reason)
    return DONE if found.readings else FAILED


def _note_others(found: "Resolved") -> None:
    """Say what else bears the name of the topic."""
    from qa.briefing import say as phrase

    if found.others:
        names = ", ".join(f"{one.node} ({one.label} {one.name})" for one in found.others)
        note(phrase("also", text=found.topic.name, names=names))


def _tell(written: "Briefing", output: Path | None, settings: Settings) -> None:
    from dataclasses import asdict

    from qa.briefing import to_markdown
    from ui.brief_page import brief_page

    if output is not None:
        text = brief_page(written) if output.suffix.lower() == ".html" else to_markdown(written)
        output.write_text(text, encoding="utf-8", newline="\n")
        note(f"{written.title}: {len(written.sources)} sources, in {output}")
    if settings.as_json:
        emit({"status": "written", **asdict(written)})
    elif output is None:
        sys.stdout.write(to_markdown(written))
    if written.struck:
        note(f"{len(written.struck)} sentences or parts of them are not printed: {written.struck[0].reason}")
