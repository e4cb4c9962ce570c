"""``sextant identity``: whether two names mean one thing."""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ui.commands._reference import shipped_aliases
from ui.output import DONE, Json, emit, note, say
from ui.settings import Settings, WrongUsage
from ui.wiring import place_of

if TYPE_CHECKING:
    from graph.identity import Known, Standing, Verdict


class Pair(NamedTuple):
    """Two names and the type of both, if it is known."""

    left: str
    right: str
    label: str | None


def identity(
    context: typer.Context,
    left: Annotated[str | None, typer.Argument(metavar="LEFT", help="A name or a key.")] = None,
    right: Annotated[str | None, typer.Argument(metavar="RIGHT", help="Another.")] = None,
    label: Annotated[
        str | None, typer.Option("--label", metavar="TYPE", help="The type of both: Model, Chip ...")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="A .jsonl file of pairs: left, right, label.")
    ] = None,
    same: Annotated[bool, typer.Option("--same", help="Judge that both are one thing.")] = False,
    different: Annotated[bool, typer.Option("--different", help="Judge that they are two things.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Undo what was judged with --same or --different.")] = False,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, for the record.")] = "",
) -> int:
    """Say whether two names mean one thing: same, different or unknown, and by which rule.

    Typed keys decide first (hub ids, numbers of laws), then curated names, then spelling. A difference in a number, a
    size, a version or a suffix such as Instruct or GGUF makes two things, unless a key or a curated name says
    otherwise.
    The names are those of the home; without a home, those of the reference that ships.
    Judgements on record that hold the two together or apart are shown with who made them, and how to undo them. What a
    person judges goes before the rules and the reference.

    Examples:
        sextant identity "Qwen2.5-7B" Qwen/Qwen2.5-7B
        sextant identity 智谱 "Zhipu AI" --label Organization
        sextant identity --file pairs.jsonl --json
        sextant identity Model:Aurora hf:microsoft/aurora --different --reason "another Aurora"
        sextant identity Model:Aurora hf:microsoft/aurora --undo
    """
    from graph.identity import verdict

    settings: Settings = context.obj
    pairs = list(_pairs(file)) if file is not None else [_pair(left, right, label)]
    if file is not None and (left is not None or label is not None):
        raise WrongUsage("identity takes two names, or --file FILE whose lines hold left, right and label; not both")
    if same or different or undo:
        return _judge(settings, pairs, file, (same, different, undo), reason)
    if reason:
        raise WrongUsage("--reason belongs to --same or --different")
    counts: Counter[str] = Counter()
    with _known(settings) as known:
        for pair in pairs:
            judged = _on_record(settings, pair) if file is None else ()
            found = _as_a_person_judged(judged) or verdict(pair.left, pair.right, _type_of(pair.label), known)
            counts[found.verdict] += 1
            if settings.as_json:
                emit({**pair._asdict(), "verdict": found.verdict, "rule": found.rule, **_told(judged)})
            else:
                names = f"  {pair.left} | {pair.right}" if file is not None else ""
                say(f"{found.verdict}{names} ({found.rule})")
                _tell(judged)
    if file is not None and not settings.as_json:
        note(", ".join(f"{counts[answer]} {answer}" for answer in ("same", "different", "unknown")))
    return DONE


def _judge(
    settings: Settings, pairs: list[Pair], file: Path | None, wishes: tuple[bool, bool, bool], reason: str
) -> int:
    """Put what a person judges on record."""
    from ui.commands._judging import Wish, judge

    if file is not None or sum(wishes) != 1:
        raise WrongUsage("judge two names at a time, with one of --same, --different and --undo")
    (pair,) = pairs
    possible: tuple[Wish, ...] = ("same", "different", "undo")
    wish = possible[wishes.index(True)]
    left, right = judge(settings, wish, pair.left, pair.right, _type_of(pair.label), reason)
    if settings.as_json:
        emit({**pair._asdict(), "judged": wish, "keys": [left, right]})
    else:
        say(f"{'undone' if wish == 'undo' else f'judged {wish}'}: {left} and {right}")
    return DONE


def _on_record(settings: Settings, pair: Pair) -> "Sequence[Standing]":
    """Return the judgements that hold the two together or apart, if there is a home and it has some."""
    from ui.commands._judging import on_record

    return on_record(settings, pair.left, pair.right, _type_of(pair.label))


def _as_a_person_judged(judged: "Sequence[Standing]") -> "Verdict | None":
    """Return what a person judged of the two themselves, which goes before all rules."""
    from graph.identity import Verdict

    if len(judged) != 1 or not judged[0].by_person:
        judged = [one for one in judged if one.kind == "different" and one.by_person]
    return Verdict(verdict=judged[0].kind, rule="judged by a person") if judged else None


def _told(judged: "Sequence[Standing]") -> dict[str, Json]:
    """Return judgements as JSON; nothing where there are none."""
    told: list[Json] = [
        {"kind": one.kind, "left": one.left, "right": one.right, "by": one.author, "reason": one.reason, "id": one.id}
        for one in judged
    ]
    return {"on_record": told} if told else {}


def _tell(judged: "Sequence[Standing]") -> None:
    for one in judged:
        how = "--undo" if one.by_person else "--different" if one.kind == "same" else "--same"
        what = "to undo" if one.by_person else "to overrule"
        say(f"on record: {one.left} and {one.right} are {one.kind}, by {one.author} ({one.reason})")
        say(f'  {what}: sextant identity "{one.left}" "{one.right}" {how}')


def _pair(left: str | None, right: str | None, label: str | None) -> Pair:
    if left is None or right is None or not left.strip() or not right.strip():
        raise WrongUsage('identity needs two names, or --file FILE: sextant identity "Qwen2.5-7B" Qwen/Qwen2.5-7B')
    return Pair(left, right, _checked(label, "--label"))


def _checked(label: str | None, where: str) -> str | None:
    """Return a label or role as it is, None for an empty one. Raises WrongUsage where the ontology has it not."""
    from graph.ontology import shipped_ontology

    nodes = shipped_ontology().nodes
    if not label or _type_of(label) in nodes:
        return label or None
    raise WrongUsage(f"{where}: there is no type {label!r}; possible are {', '.join(sorted(nodes))}")


def _type_of(label: str | None) -> str | None:
    """Return the type that a label or role is of: Organization for Lab."""
    from graph.ontology import shipped_ontology

    return None if label is None else shipped_ontology().label_of_role(label) or label


def _pairs(file: Path) -> Iterator[Pair]:
    """Yield the pairs of a .jsonl file; "-" is standard input. Raises WrongUsage, naming the line."""
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(f"--file {file}: cannot be read ({error})") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"--file {file} line {number}"
        try:
            held = json.loads(line)
            left, right, label = held["left"], held["right"], held.get("label")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise WrongUsage(f'{where}: write {{"left": ..., "right": ..., "label": ...}} on a line') from error
        if not (isinstance(left, str) and left.strip() and isinstance(right, str) and right.strip()):
            raise WrongUsage(f"{where}: left and right are texts that are not empty")
        if not isinstance(label, str | None):
            raise WrongUsage(f"{where}: label is the name of a type, or left out")
        yield Pair(left, right, _checked(label, where))


@contextmanager
def _known(settings: Settings) -> "Iterator[Known]":
    """Give what the home knows of names, or, where there is none or it has no reference yet, the reference alone."""
    from graph.explore.known import HomeNames
    from graph.explore.names import fresh_names
    from graph.ontology import shipped_ontology
    from graph.record.reader import RecordReader
    from ingest.reference import SOURCE

    place, ontology = place_of(settings, make=False), shipped_ontology()
    if not place.record.exists():
        yield shipped_aliases()
        return
    with fresh_names(place, ontology) as names, RecordReader(place.record) as reader:
        home = HomeNames(reader, names, ontology, SOURCE.name)
        yield home if home.has_own_reference else shipped_aliases()
