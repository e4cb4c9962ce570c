"""Writing twice, in any order and in any batch size gives the same record; forgetting leaves no trace."""

from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.record.queries import said_of
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import Claim, Judgement, Reading, SetAside, Source
from tests.record.conftest import NewRecord
from tests.record.dump import count, dump
from tests.record.readings import Fact, edge, moment, prop, reading

BOUNDED = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
FACTS: tuple[Fact, ...] = (
    prop("hf:Qwen/Qwen2.5-7B", "parameters", 7_610_000_000),
    edge("Lab:Qwen", "DEVELOPED", "hf:Qwen/Qwen2.5-7B", role="developer"),
    edge("hf:Qwen/Qwen2.5-7B", "LICENSED_UNDER", "License:apache-2.0"),
    prop("Model:通义千问", "names", "千问"),
    edge("hf:Qwen/Qwen2.5-7B", "EVALUATED_ON", "Benchmark:MMLU", score=74.2, metric="accuracy"),
)
TEXTS = st.lists(st.sampled_from(FACTS), max_size=3, unique_by=lambda fact: fact.line)
DATES = st.sampled_from([None, None, "2023", "2024", "2024-05", "2024-05-17", "2024-12-31", "2026-01-01"])
ADDRESSES = st.sampled_from(["a", "b"])
Seen = tuple[str, int]
"""An address was found empty, at a moment."""


@st.composite
def worlds(draw: st.DrawFn, closes: bool = True) -> list[Reading | Seen]:
    """Draw what is seen at two addresses, each thing at a moment of its own, in the order of these moments."""
    events: list[Reading | Seen] = []
    for at in range(draw(st.integers(1, 8))):
        address = draw(ADDRESSES)
        if closes and at > 1 and draw(st.integers(0, 4)) == 0:
            events.append((address, at))
        else:
            # A day apart: versions without a date begin on days of their own.
            day = f"2024-05-{14 + at:02}"
            events.append(
                reading(
                    address, draw(TEXTS), moment(day), published=draw(DATES), title=f"{address} {draw(st.booleans())}"
                )
            )
    return events


def do(record: Record, events: Sequence[Reading | Seen], batch: int = 1) -> None:
    """Write readings, so many in one transaction, and close what was found empty."""
    waiting: list[Reading] = []
    for event in events:
        if isinstance(event, Reading):
            waiting.append(event)
        if waiting and (len(waiting) == batch or not isinstance(event, Reading)):
            record.write(waiting)
            waiting = []
        if not isinstance(event, Reading):
            record.close_missing([event[0]], moment(f"2024-05-{14 + event[1]:02}"))
    record.write(waiting)


def written(record: Record, events: Sequence[Reading | Seen], batch: int = 1) -> dict[str, list[str]]:
    """Return the dump of a record after events."""
    with record:
        do(record, events, batch)
    return dump(record.path)


@BOUNDED
@given(data=st.data(), world=worlds(), batch=st.integers(1, 9))
def test_any_order_and_batch_gives_the_same_record(
    data: st.DataObject, world: list[Reading | Seen], batch: int, new_record: NewRecord
) -> None:
    # An address that was never read cannot be found empty: what was seen first stays first.
    first, rest = [], list(world)
    for address in ("a", "b"):
        one = next((e for e in rest if isinstance(e, Reading) and e.document.address == address), None)
        if one is not None:
            first.append(one)
            rest.remove(one)
    rest = [e for e in rest if isinstance(e, Reading) or any(one.document.address == e[0] for one in first)]
    shuffled = data.draw(st.permutations(rest))
    assert written(new_record(), [*first, *shuffled], batch) == written(new_record(), [*first, *rest])


@BOUNDED
@given(world=worlds())
def test_writing_twice_changes_nothing(world: list[Reading | Seen], new_record: NewRecord) -> None:
    record = new_record()
    with record:
        do(record, world)
        before, changes = dump(record.path), record.last_change()
        outcomes = record.write([event for event in world if isinstance(event, Reading)])
        assert set(outcomes) <= {"unchanged"}
        assert record.last_change() == changes
    assert dump(record.path) == before


MARKER = "Xyzzyva"


@BOUNDED
@given(world=worlds(), secret=worlds(), data=st.data())
def test_forgetting_gives_the_record_that_would_be_there_without_it(
    world: list[Reading | Seen], secret: list[Reading | Seen], data: st.DataObject, new_record: NewRecord
) -> None:
    hidden = [prop(f"Model:{MARKER}", "names", MARKER), edge(f"Lab:{MARKER}", "DEVELOPED", "hf:Qwen/Qwen2.5-7B")]
    told = [
        reading(MARKER, [*hidden, *FACTS[: at + 1]], e.document.retrieved, published=e.document.published, title=MARKER)
        if isinstance(e, Reading)
        else (MARKER, e[1])
        for at, e in enumerate(secret)
    ]
    places = data.draw(st.lists(st.integers(0, len(world)), min_size=len(told), max_size=len(told)))
    mixed: list[Reading | Seen] = list(world)
    for place, event in sorted(zip(places, told, strict=True), key=lambda pair: -pair[0]):
        mixed.insert(place, event)
    record = new_record()
    with record:
        do(record, mixed)
        claim = Claim(subject=f"Model:{MARKER}", predicate="names", said=said_of(None, MARKER), address=MARKER)
        record.judge(Judgement(kind="reject", author="Ada", author_kind="person", reason="no", claim=claim))
        record.put_aside([SetAside(address=MARKER, source="cards", reason=MARKER)])
        record.forget([MARKER])
        assert not leaks(record.path, MARKER)
    assert dump(record.path) == written(new_record(), world)


def leaks(path: Path, text: str) -> list[str]:
    """Return the files of a record in which a text stands."""
    files = [path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")]
    return [file.name for file in files if file.exists() and text.encode() in file.read_bytes()]


def test_a_text_that_is_not_forgotten_is_found_in_the_file(new_record: NewRecord) -> None:
    with new_record() as record:
        record.write([reading(MARKER, [prop(f"Model:{MARKER}", "names", MARKER)], moment("2024-05-14"))])
        assert leaks(record.path, MARKER)


def test_a_big_document_is_forgotten_to_the_last_byte(new_record: NewRecord) -> None:
    line = prop(f"Model:{MARKER}", "summary", f"{MARKER} " * 20_000)
    with new_record() as record:
        record.write([reading("a", [line], moment("2024-05-14")), reading("b", FACTS, moment("2024-05-14"))])
        assert record.forget(["a"]).statements == 1
        assert not leaks(record.path, MARKER)
        assert count(record.path, "document") == 1


def test_forgetting_says_that_a_reader_still_holds_the_text(new_record: NewRecord) -> None:
    with new_record() as made, Record(made.path, busy_wait_s=0.1) as record:
        record.write([reading("a", [prop(f"Model:{MARKER}", "names", MARKER)], moment("2024-05-14"))])
        with RecordReader(record.path) as reader, reader.snapshot():
            assert reader.last_change() == 1
            assert record.forget(["a"]).pending
        assert leaks(record.path, MARKER)
        assert not record.forget(["a"]).pending
        assert not leaks(record.path, MARKER)


def test_sources_are_the_same_in_any_order(new_record: NewRecord) -> None:
    sources = [Source(name="cards", trust=0.8, trust_in={"parameters": 0.9}), Source(name="news", trust=0.4)]
    with new_record() as one, new_record() as other:
        one.put_sources(sources)
        other.put_sources([*reversed(sources), *sources])
    assert dump(one.path) == dump(other.path)
