"""What a person judges of two names, and what is on record of them."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ui.commands._rules import bring_rules
from ui.settings import Settings, WrongUsage
from ui.wiring import place_of

if TYPE_CHECKING:
    from graph.identity import Standing

AUTHOR = "person"
"""Who judgements of the command line are by."""

Wish = Literal["same", "different", "undo"]


def judge(settings: Settings, wish: Wish, left: str, right: str, label: str | None, reason: str) -> tuple[str, str]:
    """Put a person's judgement on two names on record, or undo the ones there; return the two keys that it is on.

    Raises WrongUsage where a name leads to no key, or to those of several things, or nothing is there to undo.
    """
    from graph.ontology import shipped_ontology
    from graph.ontology.naming import parse_key
    from graph.record.store import Record
    from graph.record.types import Judgement

    place, ontology = place_of(settings), shipped_ontology()
    keys = [_only(settings, text, label) for text in (left, right)]
    found = on_record(settings, left, right, label)
    mine = [one.id for one in found if one.by_person]
    with Record(place.record) as record:
        if wish == "undo":
            _check_undoable(found, mine, left, right)
            record.judge_all([], mine)
        else:
            parts = [parse_key(key, ontology) for key in keys]
            if parts[0].label != parts[1].label or parts[0].normal == parts[1].normal:
                raise WrongUsage(f"{keys[0]} and {keys[1]}: judged are two keys of one type")
            ids = wish == "same" and parts[0].scheme is not None and parts[0].scheme == parts[1].scheme
            judgement = Judgement(
                kind=wish,
                author=AUTHOR,
                author_kind="person",
                reason=reason or "judged on the command line",
                left=keys[0],
                right=keys[1],
                renamed=ids,
            )
            record.judge_all([judgement], mine)
    bring_rules(place)
    return keys[0], keys[1]


def _check_undoable(found: Collection["Standing"], mine: Collection[str], left: str, right: str) -> None:
    if mine:
        return
    if not found:
        raise WrongUsage(f"--undo: nothing is judged of {left!r} and {right!r}")
    who = "the rules" if next(iter(found)).by_rule else "the reference"
    raise WrongUsage(f"--undo: it is {who} that judged so, and would again; overrule them: --different, or --same")


def on_record(settings: Settings, left: str, right: str, label: str | None) -> "tuple[Standing, ...]":
    """Return the judgements in force that hold two names together or apart; none without a home."""
    from graph.identity import standing
    from graph.record.reader import RecordReader

    record = place_of(settings, make=False).record
    if not record.exists():
        return ()
    with RecordReader(record) as reader:
        ones, others = (_keys(record, text, label) or _all_named(settings, text, label) for text in (left, right))
        return standing(reader, ones, others)


def _all_named(settings: Settings, text: str, label: str | None) -> set[str]:
    return set[str]().union(*_named(settings, text, label))


def _only(settings: Settings, text: str, label: str | None) -> str:
    """Return the key that a text is, or one of the keys of the only thing of this name."""
    record = place_of(settings).record
    if keys := _keys(record, text, label):
        return min(keys)
    things = _named(settings, text, label)
    if not things:
        raise WrongUsage(f"nothing on record is called {text!r}; give a key, such as hf:Qwen/Qwen2.5-7B or Model:NAME")
    if len(things) > 1:
        near = ", ".join(sorted(min(keys) for keys in things)[:8])
        raise WrongUsage(f"several things are called {text!r}; give a key of one of them: {near}")
    return min(things[0], key=lambda key: (key[0].isupper(), key))


def _keys(record: Path, text: str, label: str | None) -> set[str]:
    """Return the keys on record that a text is, or is written out as."""
    from graph.record.reader import RecordReader

    with RecordReader(record) as reader:
        wanted = [text, *([f"{label}:{text}"] if label else ()), *([f"hf:{text}"] if "/" in text else ())]
        found = reader.key_numbers(wanted)
    return {next(key for key in wanted if key in found)} if found else set()


def _named(settings: Settings, text: str, label: str | None) -> list[set[str]]:
    """Return the keys of each thing of a name."""
    from graph.explore.names import fresh_names
    from graph.ontology import shipped_ontology

    with fresh_names(place_of(settings), shipped_ontology()) as names:
        nodes = dict.fromkeys(one.node for one in names.bearers(text) if label in (None, one.label))
        return [set(names.keys(node)) for node in nodes]
