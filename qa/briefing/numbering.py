"""Numbers the sources of a briefing as its text refers to them; a source that nothing refers to is dropped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qa.briefing.types import Block, Briefing, Bullets, Chart, Figure, Figures, Mark, Paragraph, Section, Sentence


def numbered(briefing: Briefing) -> Briefing:
    """Return a briefing whose sources are those that its text refers to, counted from 1 as one reads."""
    new: dict[int, int] = {}
    for marks in _marks(briefing):
        for mark in marks:
            new.setdefault(mark.source, len(new) + 1)
    kept = [replace(source, n=new[source.n]) for source in briefing.sources if source.n in new]
    return replace(
        briefing,
        opening=_sentence(briefing.opening, new),
        sections=tuple(_section(section, new) for section in briefing.sections),
        sources=tuple(sorted(kept, key=lambda source: source.n)),
    )


def sentences_of(block: Block) -> tuple[Sentence | Figure, ...]:
    """Return the sentences or figures of a block, in order."""
    if isinstance(block, Figures):
        return block.figures
    return (block.caption,) if isinstance(block, Chart) else block.sentences


def _marks(briefing: Briefing) -> Iterator[Sequence[Mark]]:
    yield briefing.opening.marks
    for section in briefing.sections:
        for block in section.blocks:
            yield from (told.marks for told in sentences_of(block))


def _section(section: Section, new: Mapping[int, int]) -> Section:
    return replace(section, blocks=tuple(_block(block, new) for block in section.blocks))


def _block(block: Block, new: Mapping[int, int]) -> Block:
    if isinstance(block, Figures):
        return Figures(figures=tuple(replace(one, marks=_renumbered(one.marks, new)) for one in block.figures))
    if isinstance(block, Chart):
        return replace(block, caption=_sentence(block.caption, new))
    told = tuple(_sentence(one, new) for one in block.sentences)
    return Bullets(sentences=told) if isinstance(block, Bullets) else Paragraph(sentences=told)


def _sentence(sentence: Sentence, new: Mapping[int, int]) -> Sentence:
    return replace(sentence, marks=_renumbered(sentence.marks, new))


def _renumbered(marks: Sequence[Mark], new: Mapping[int, int]) -> tuple[Mark, ...]:
    return tuple(sorted((replace(mark, source=new[mark.source]) for mark in marks), key=lambda mark: mark.source))
