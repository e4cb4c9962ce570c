"""Versions: a new one closes the old one, and every day shows the text that was in force on it."""

from hypothesis import given
from hypothesis import strategies as st

from graph.record.lens import Lens
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import Reading
from tests.record.conftest import NewRecord
from tests.record.dump import dump
from tests.record.readings import moment, prop, reading
from tests.record.test_order import BOUNDED, Seen, do, worlds

A, B = prop("Model:A", "parameters", 1), prop("Model:A", "parameters", 2)
DAYS = ["2022-12-31", "2023-01-01", "2024-01-01", "2024-05-01", *(f"2024-05-{n}" for n in range(14, 24)), "2027-01-01"]


def texts_on(record: Record, lens: Lens) -> dict[str, str]:
    with RecordReader(record.path) as reader:
        return {document.address: reader.text(document.number) for document in reader.documents(lens)}


def first_day(reading: Reading) -> str:
    date = (reading.document.published or reading.document.retrieved)[:10]
    return date + "-01-01"[len(date) - 10 :] if len(date) < 10 else date


def expected(world: list[Reading | Seen], day: str) -> dict[str, str]:
    """Return what was in force on a day: of each address the last text that had begun by then."""
    found: dict[str, str] = {}
    readings = [event for event in world if isinstance(event, Reading)]
    dated = sorted(readings, key=lambda r: (r.document.published or r.document.retrieved, r.document.retrieved))
    for one in dated:
        if first_day(one) <= day:
            found[one.document.address] = one.document.text
    return found


@BOUNDED
@given(world=worlds(closes=False), data=st.data())
def test_every_day_shows_the_text_in_force(
    world: list[Reading | Seen], data: st.DataObject, new_record: NewRecord
) -> None:
    with new_record() as record:
        do(record, data.draw(st.permutations(world)))
        for day in DAYS:
            assert texts_on(record, Lens(as_of=day)) == expected(world, day), day
        assert texts_on(record, Lens()) == expected(world, "9999-12-31")


@BOUNDED
@given(world=worlds())
def test_an_undated_text_is_in_force_until_its_address_is_found_empty(
    world: list[Reading | Seen], new_record: NewRecord
) -> None:
    undated = [
        reading("a", [A if e.statements else B], e.document.retrieved) if isinstance(e, Reading) else ("a", e[1])
        for e in world
    ]
    with new_record() as record:
        do(record, undated)
        for at in range(len(undated)):
            shown = texts_on(record, Lens(as_of=f"2024-05-{14 + at:02}"))
            event = undated[at]
            assert shown == ({"a": event.document.text} if isinstance(event, Reading) else {})


def versions(record: Record) -> list[tuple[str, str | None]]:
    with RecordReader(record.path) as reader:
        rows = reader.rows("SELECT begins, ends FROM document ORDER BY begins, ends IS NULL, ends")
        return [(str(begins)[:10], None if ends is None else str(ends)[:10]) for begins, ends in rows]


def test_a_b_a_makes_three_versions_also_when_b_comes_last(new_record: NewRecord) -> None:
    a1, b2, a3 = (reading("a", [f], moment(f"2024-05-{d}")) for f, d in ((A, 14), (B, 15), (A, 16)))
    wanted = [("2024-05-14", "2024-05-15"), ("2024-05-15", "2024-05-16"), ("2024-05-16", None)]
    with new_record() as record:
        assert [record.write([one])[0] for one in (a1, a3, b2)] == ["new", "unchanged", "changed"]
        assert versions(record) == wanted


def test_a_b_a_of_one_date_makes_three_versions(new_record: NewRecord) -> None:
    told = [reading("a", [f], moment(f"2024-05-{d}"), published="2024-01") for f, d in ((A, 14), (B, 15), (A, 16))]
    with new_record() as record:
        assert [record.write([one])[0] for one in told] == ["new", "changed", "changed"]
        assert texts_on(record, Lens()) == {"a": told[0].document.text}


def test_a_dated_document_that_was_gone_and_came_back_is_in_force_again(new_record: NewRecord) -> None:
    first, again = (reading("a", [A], moment(day), published="2024-01-01") for day in ("2024-05-14", "2024-05-16"))
    with new_record() as record:
        record.write([first])
        assert record.close_missing(["a", "unknown"], moment("2024-05-15")) == 1
        assert texts_on(record, Lens()) == {}
        assert record.write([again]) == ["changed"]
        assert texts_on(record, Lens()) == {"a": first.document.text}
        assert texts_on(record, Lens(as_of="2024-05-15")) == {}
        assert texts_on(record, Lens(as_of="2024-03-01")) == {"a": first.document.text}


def test_another_reader_reads_in_place(new_record: NewRecord) -> None:
    old = reading("a", [A, prop("Model:Gone", "parameters", 3)], moment("2024-05-14"), published="2024")
    new = reading("a", [A, prop("Model:Gone", "parameters", 3)], moment("2024-05-20"), published="2024", reader="2")
    fewer = Reading(document=new.document, statements=new.statements[:1])
    with new_record() as record, new_record() as fresh:
        record.write([old])
        assert record.write([fewer]) == ["changed"]
        assert record.write([fewer]) == ["unchanged"]
        assert versions(record) == [("2024", None)]
        first = reading(
            "a", [A, prop("Model:Gone", "parameters", 3)], moment("2024-05-14"), published="2024", reader="2"
        )
        fresh.write([Reading(document=first.document, statements=first.statements[:1]), fewer])
        assert dump(record.path) == dump(fresh.path)


def test_a_lens_of_a_source_or_publisher_holds_what_it_alone_says(new_record: NewRecord) -> None:
    with new_record() as record:
        record.write(
            [
                reading("a", [A], moment("2024-05-14"), source="cards"),
                reading("b", [B], moment("2024-05-14"), source="news", publisher="Epoch"),
            ]
        )
        assert set(texts_on(record, Lens(source="EPOCH"))) == {"b"}
        assert set(texts_on(record, Lens(source="Cards"))) == {"a"}
        assert texts_on(record, Lens(source="nobody")) == {}
