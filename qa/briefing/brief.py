"""Writing a briefing: the recipe's queries are run, their rows told, and each sentence bound or struck."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.engine.types import Result, Scalar
from graph.explore.guard import guarded_read
from graph.explore.library_file import NamedQuery
from qa.briefing.disputes import disputes
from qa.briefing.ledger import Ledger, merged
from qa.briefing.nearby import nearby_on
from qa.briefing.numbering import numbered
from qa.briefing.passages import passages_on
from qa.briefing.phrases import say
from qa.briefing.recipe import WORDS, Recipe, RecipePart, RecipeSection, method
from qa.briefing.series import without_gaps
from qa.briefing.telling import Read, Teller
from qa.briefing.topic import is_there
from qa.briefing.types import (
    Block,
    Briefing,
    Bullets,
    Chart,
    Figure,
    Figures,
    Nearby,
    Paragraph,
    Passages,
    Section,
    Sentence,
    Topic,
)
from qa.desk import Desk
from qa.evidence import Evidence

LEAST_POINTS = 2
"""Points that a chart needs to show more than a sentence does."""
LEAST_TIMES = 3
"""Times with something in them that a chart over time needs."""
_CHARTS = ("bars", "columns")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finders:
    """What finds texts and queries for what is asked."""

    passages: Passages | None
    nearby: Nearby | None


def write_briefing(
    topic: Topic, recipe: Recipe, desk: Desk, passages: Passages | None = None, nearby: Nearby | None = None
) -> Briefing:
    """Return the briefing on a topic, with all its numbers computed now.

    ``passages`` finds what texts say of the topic; without it, that they are not quoted is said among what is not
    known. ``nearby`` finds the named queries nearest to words. Raises LibraryError where a query of the recipe is
    gone, EngineError where one fails.
    """
    day = desk.lens.as_of or desk.today
    teller = Teller(topic=topic, day=day, ledger=Ledger(desk=desk, evidence=Evidence(desk)), read=_reader(desk))
    opening = _opening(teller, desk)
    silent = not is_there(topic, desk)
    # What is not known is gathered while all else is told, so that section is put together last.
    parts = _quoting(recipe) if silent else recipe.sections
    found = _Finders(passages=passages, nearby=nearby)
    told = [(section, _blocks(section, teller, found)) for section in parts]
    if silent:
        name = "nothing_but_texts" if any(blocks for _, blocks in told) else "nothing_at_all"
        text = say(name, topic=topic.name, day=day)
        teller.gaps = [Sentence(text=text, marks=(teller.ledger.of_record(),))]
    told += [(section, _blocks(section, teller, found)) for section in method().sections]
    sections = [_section(section, blocks, teller.gaps) for section, blocks in told]
    briefing = Briefing(
        title=recipe.title.text.replace("{topic}", topic.name).replace("{day}", day),
        topic=topic, recipe=recipe.name, as_of=day, source_alone=desk.lens.source, opening=opening,
        sections=tuple(one for one in sections if one.blocks),
        sources=tuple(teller.ledger.sources), struck=tuple(teller.struck),
    )  # fmt: skip
    return numbered(briefing)


def _reader(desk: Desk) -> Read:
    """Return what runs named queries: those of the user's own pass the guard as any other stranger's would."""

    def read(query: NamedQuery, given: Mapping[str, Scalar]) -> Result:
        if query.own:
            return guarded_read(desk.graph, desk.ontology, query.text, given).result
        return desk.graph.read(query.text, given)

    return read


def _quoting(recipe: Recipe) -> tuple[RecipeSection, ...]:
    """Return the sections that need no facts: those that quote texts, and the one on gaps."""
    quoting = [replace(s, parts=tuple(p for p in s.parts if p.show == "passages")) for s in recipe.sections]
    return tuple(section for section in quoting if section.gathers == "gaps" or section.parts)


def _opening(teller: Teller, desk: Desk) -> Sentence:
    name = "opening_alone" if desk.lens.source else "opening_words" if teller.topic.label == WORDS else "opening"
    text = say(name, topic=teller.topic.name, day=teller.day, source=desk.lens.source or "")
    return Sentence(text=text, marks=(teller.ledger.of_record(),))


def _blocks(section: RecipeSection, teller: Teller, found: "_Finders") -> list[Block]:
    blocks: list[Block] = []
    for part in section.parts:
        for block in _told(part, teller, found):
            last = blocks[-1] if blocks else None
            if isinstance(block, Paragraph | Bullets | Figures) and type(block) is type(last):
                blocks[-1] = _together(last, block)
            else:
                blocks.append(block)
    return [_in_order(block) for block in blocks] if section.is_sorted else blocks


def _told(part: RecipePart, teller: Teller, found: "_Finders") -> Iterator[Block]:
    if part.show in _CHARTS:
        yield from _chart(part, teller)
    elif part.show == "figures":
        if figures := _figures(part, teller):
            yield Figures(figures=figures)
    else:
        if part.show == "disputes":
            said: Sequence[Sentence] = disputes(part, teller)
        elif part.show == "passages":
            said = passages_on(part, teller, found.passages)
        elif part.show == "nearby":
            said = nearby_on(part, teller, found.nearby)
        else:
            said = teller.sentences(part)
        if said:
            yield Paragraph(sentences=tuple(said)) if part.show == "sentences" else Bullets(sentences=tuple(said))


def _figures(part: RecipePart, teller: Teller) -> tuple[Figure, ...]:
    """Return a line of the table of figures for each row: its name, its value, how it was counted."""
    assert part.figure is not None
    assert part.counted is not None
    figures = []
    for sentence, row, found in teller.told(part):
        name = teller.filled(part.figure, part, row, found)
        counted = teller.filled(part.counted, part, row, found)
        if name is not None and counted is not None:
            marks = merged((*sentence.marks, *name.marks, *counted.marks))
            figures.append(Figure(name=name.text, value=sentence.text, counted=counted.text, marks=marks))
    return tuple(figures)


def _chart(part: RecipePart, teller: Teller) -> Iterator[Chart]:
    found = teller.rows(part)
    pairs = [(row[part.label], row[part.value]) for row in found.rows]
    points = [(str(label), float(value)) for label, value in pairs if isinstance(value, int | float) and label]
    caption = teller.sentence(part.says[""], part, {}, found)
    if caption is None or len(points) < LEAST_POINTS:
        return
    if part.show == "columns":
        kept = list(without_gaps(points)[-part.most :])
        while kept and not kept[0][1]:
            del kept[0]
        if sum(1 for _, value in kept if value) >= LEAST_TIMES:
            yield Chart(kind="columns", caption=caption, points=tuple(kept))
    else:
        yield Chart(kind="bars", caption=caption, points=tuple(points[: part.most]))


def _together(one: Block | None, other: Block) -> Block:
    if isinstance(one, Figures) and isinstance(other, Figures):
        return Figures(figures=one.figures + other.figures)
    if isinstance(one, Bullets) and isinstance(other, Bullets):
        return Bullets(sentences=one.sentences + other.sentences)
    if isinstance(one, Paragraph) and isinstance(other, Paragraph):
        return Paragraph(sentences=one.sentences + other.sentences)
    return other


def _in_order(block: Block) -> Block:
    if isinstance(block, Bullets):
        told = {one.text.removesuffix(".").partition(", ")[0]: one for one in reversed(block.sentences)}
        return Bullets(sentences=tuple(sorted(told.values(), key=lambda one: one.text)))
    return block


def _section(section: RecipeSection, blocks: Sequence[Block], gaps: Sequence[Sentence]) -> Section:
    if section.gathers == "gaps" and gaps:
        told = dict.fromkeys(gaps)
        blocks = [_together(blocks[-1], Bullets(sentences=tuple(told)))] if _ends_in_bullets(blocks) else [
            *blocks, Bullets(sentences=tuple(told)),
        ]  # fmt: skip
    return Section(heading=section.heading, blocks=tuple(blocks))


def _ends_in_bullets(blocks: Sequence[Block]) -> bool:
    return len(blocks) == 1 and isinstance(blocks[0], Bullets)
