"""Units put together into passages of about one size, each of one kind, none tiny where it can be helped."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from graph.record.types import Passage
from graph.views.index.tokens import count_tokens
from ingest.passages_blocks import Block
from ingest.passages_units import MAX_CHARACTERS, Unit, adds_up, smaller, unit, units_of

MAX_TOKENS = 250
"""No passage is longer, in tokens of the default embedding model."""
TARGET = 200
"""What a passage is filled up to, in such tokens, the headings above it counted in."""
_HEADING_COUNTS = 60
_SMALL, _LEAST = 24, 40


def pack(text: str, blocks: Iterable[Block], heading: str, bare: tuple[int, int] = (0, 0)) -> Iterator[Passage]:
    """Yield the passages of the blocks of a section, under the headings above it.

    ``bare``: where the section's own heading stands, which goes with what follows it.
    """
    taken = min(count_tokens(heading), _HEADING_COUNTS)
    room, target = MAX_TOKENS - taken, TARGET - taken
    units = [one for block in blocks for one in units_of(text, block, room)]
    title = unit(text, *bare, units[0].kind if units else "text", leads=True)
    if title is not None:
        whole = Block(title.start, title.end, "code")  # by lines, however many headings stand there
        titles = [one._replace(kind=title.kind, leads=True) for one in units_of(text, whole, room)]
        units = [*titles, *units]
    for run in _runs(units):
        yield from _passages(text, run, heading, room, target)


def _runs(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Yield the units of one kind that follow each other; a little code or the like stays with the prose around it."""
    runs = [list(group) for _, group in groupby(units, key=lambda one: one.kind)]
    if len(runs) > 1:
        runs = [_as_text(run, runs, at) for at, run in enumerate(runs)]
    flat = (one for run in runs for one in run)
    yield from (list(group) for _, group in groupby(flat, key=lambda one: one.kind))


def _as_text(run: list[Unit], runs: Sequence[list[Unit]], at: int) -> list[Unit]:
    """Return a run as what it goes with: a few words of code as prose, a lead-in alone as what it leads to."""
    kind = run[0].kind
    if kind == "text":
        alone = at + 1 < len(runs) and all(one.leads for one in run) and sum(one.tokens for one in run) < _LEAST
        return [one._replace(kind=runs[at + 1][0].kind) for one in run] if alone else run
    beside = (runs[near][0].kind for near in (at - 1, at + 1) if 0 <= near < len(runs))
    if "text" not in beside or sum(one.tokens for one in run) >= _SMALL:
        return run
    return [one._replace(kind="text", header="") for one in run]


def _passages(text: str, run: Sequence[Unit], heading: str, room: int, target: int) -> Iterator[Passage]:
    for group in _evened(text, list(_groups(text, run, room, target)), room):
        header = group[0].header
        above = f"{heading} > {header}" if header and heading else header or heading
        yield Passage(start=group[0].start, end=group[-1].end, heading=above, kind=group[0].kind)


def _groups(text: str, run: Sequence[Unit], room: int, target: int) -> Iterator[list[Unit]]:
    """Yield the units of each passage: up to the target, past it rather than leave little."""
    waiting, group, size = deque(run), list[Unit](), 0
    while waiting:
        one = waiting.popleft()
        if not group or _joins(text, group, one, room, size, target):
            group.append(one)
            size += one.tokens
            continue
        parts = list(smaller(text, one, room)) if size < _LEAST and one.kind in ("text", "code") else []
        if len(parts) > 1:
            waiting.extendleft(reversed(parts))
            if _joins(text, group, parts[0], room, size, target):
                continue
            one = waiting.popleft()
        kept = _without_leads(group)
        carried = group[len(kept) :]
        if carried and not _joins(text, carried, one, room, sum(part.tokens for part in carried), room):
            kept, carried = group, []
        yield kept
        group = [*carried, one]
        size = sum(part.tokens for part in group)
    if group:
        yield group


def _joins(text: str, group: Sequence[Unit], one: Unit, room: int, size: int, target: int) -> bool:
    total = size + one.tokens
    within = total <= target or (total <= room and (size < _LEAST or all(part.leads for part in group)))
    return (
        within
        and one.end - group[0].start <= MAX_CHARACTERS
        and adds_up(text, group[-1].end, one.start)
        and (one.header == group[-1].header or not one.header or group[-1].leads)
    )


def _without_leads(group: list[Unit]) -> list[Unit]:
    """Return a group without the headings and lead-ins at its end, which go with what they lead to."""
    last = len(group)
    while last > 0 and group[last - 1].leads:
        last -= 1
    return group[:last] if last else group


def _evened(text: str, groups: list[list[Unit]], room: int) -> list[list[Unit]]:
    """Return the groups, the last filled from the one before where it is tiny."""
    if len(groups) < 2:
        return groups
    before, last = groups[-2], groups[-1]
    size = sum(one.tokens for one in last)
    while size < _LEAST and before and _fills(text, before[-1], last, room, size):
        size += before[-1].tokens
        last.insert(0, before.pop())
    return groups if before else [*groups[:-2], last]


def _fills(text: str, moved: Unit, last: Sequence[Unit], room: int, size: int) -> bool:
    return (
        size + moved.tokens <= room
        and last[-1].end - moved.start <= MAX_CHARACTERS
        and adds_up(text, moved.end, last[0].start)
        and moved.header == last[0].header
    )
