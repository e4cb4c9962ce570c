"""JSON, Parquet and Excel as tables, and files made to harm."""

import io
import json
import time
import zipfile
from collections.abc import Sequence
from datetime import date, datetime

import openpyxl
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.record.cells import scan_csv
from graph.record.types import Reading, SetAside
from ingest.decode import Decoded, Unreadable
from ingest.tables.files import table_text
from ingest.tables.rules import TableRules
from tests.ingest.tables.making import read, reading, told

ANY = TableRules(name="any", required=())
MODEL = "things: {model: 'Model:{name}'}\nproperties: {model: {parameters: n, released: day}}\n"
WANTED = ["Model:A, B parameters 7000000000", "Model:A, B released 2024-05-17"]


def workbook(rows: Sequence[Sequence[object]], **others: Sequence[Sequence[object]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for name, more in others.items():
        other = book.create_sheet(name)
        for row in more:
            other.append(list(row))
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parquet(columns: dict[str, list[object]]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def text_of(name: str, data: bytes, rules: TableRules = ANY) -> str:
    found = table_text(name, data, rules)
    assert isinstance(found, Decoded), found
    return found.text


def refused(name: str, data: bytes) -> Unreadable:
    found = table_text(name, data, ANY)
    assert isinstance(found, Unreadable)
    return found


def test_the_same_table_reads_alike_in_every_form() -> None:
    row = {"name": "A, B", "n": 7_000_000_000, "day": "2024-05-17"}
    forms = {
        "t.csv": b'name,n,day\n"A, B",7000000000,2024-05-17\n',
        "t.tsv": b"name\tn\tday\nA, B\t7000000000\t2024-05-17\n",
        "t.json": json.dumps([row]).encode(),
        "t.jsonl": (json.dumps(row) + "\n\n" + json.dumps({**row, "name": ""}) + "\n").encode(),
        "t.parquet": parquet({"name": ["A, B"], "n": [7_000_000_000], "day": [date(2024, 5, 17)]}),
        "t.xlsx": saved(workbook([list(row), ["A, B", 7_000_000_000, datetime(2024, 5, 17)]])),
        "t": saved(workbook([list(row), ["A, B", 7_000_000_000, datetime(2024, 5, 17)]])),
    }
    assert {name: told(reading(MODEL, data, name))[:2] for name, data in forms.items()} == dict.fromkeys(forms, WANTED)


def test_json_keeps_numbers_as_written_and_its_insides_are_columns() -> None:
    item = {"a": 1.10, "by": {"name": "X", "at": {"city": "Y"}}, "tags": ["p, q", "r"], "deep": [{"z": 1}], "no": None}
    text = text_of("t.json", json.dumps({"meta": {"n": 1}, "items": [item]}).replace("1.1,", "1.10,").encode())
    (row,) = scan_csv(text).rows()
    assert scan_csv(text).header == ("a", "by.name", "by.at.city", "tags", "deep", "no")
    assert [cell.text for cell in row.cells] == ["1.10", "X", "Y", "p, q\nr", '[{"z": "1"}]', ""]


def test_the_way_to_the_records_may_be_told() -> None:
    data = json.dumps({"a": [{"x": 1}], "b": {"c": [{"x": 2}]}}).encode()
    assert "2" in text_of("t.json", data, TableRules(name="any", required=(), records=("b", "c")))
    found = table_text("t.json", data, TableRules(name="any", required=(), records=("b", "d")))
    assert isinstance(found, Unreadable)
    assert found.detail == "it has no field 'd'"


def test_sheets_are_chosen_by_name_and_the_others_are_told() -> None:
    book = saved(workbook([["x"], [1]], list=[[], ["name", "n"], ["A", 2]]))
    one = reading("sheet: list\nthings: {model: 'Model:{name}'}\nproperties: {model: {citations: n}}", book, "t.xlsx")
    assert told(one) == ["Model:A citations 2"]
    assert one.document.repairs == ("sheet 'Sheet' is not read",)
    aside = read("sheet: lost\nthings: {model: 'Model:{name}'}", book, "t.xlsx")
    assert isinstance(aside, SetAside)
    assert aside.detail == "it has no sheet 'lost'; Sheet, list"


def test_a_sheet_shows_what_its_formats_show() -> None:
    book = workbook([["a", "b", "c", "d", "e", "f"], [datetime(2024, 5, 1)] * 3 + [0.17, True, 2.0]])
    sheet = book.active
    assert sheet is not None
    for column, form in zip("ABCD", ("mmm yyyy", "yyyy", '[$-409]d" day "mmm yyyy', "0.0%"), strict=True):
        sheet[f"{column}2"].number_format = form
    (row,) = scan_csv(text_of("t.xlsx", saved(book))).rows()
    assert [cell.text for cell in row.cells] == ["2024-05", "2024", "2024-05-01", "17%", "true", "2"]


def test_parquet_lists_times_and_gaps() -> None:
    data = parquet({"l": [["a", "b"], None], "t": [datetime(2024, 5, 1, 8, 30), None], "f": [1.5, None]})
    rows = list(scan_csv(text_of("t.parquet", data)).rows())
    assert [[cell.text for cell in row.cells] for row in rows] == [["a\nb", "2024-05-01 08:30:00", "1.5"]]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("t.csv", b"", "the file is empty"),
        ("t.csv", b" \n ", "the file holds nothing but white space"),
        ("t.csv", bytes(range(32)) * 9, "the file is binary"),
        ("t.csv", b"a" * 20_000_001, "the file is too large"),
        ("t.json", b"[" * 200_000, "the file is no table"),
        ("t.json", b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "the file is no table"),
        ("t.json", b"[1, 2]", "the file is no table"),
        ("t.json", b'[{"a": 1}, 2]', "the file is no table"),
        ("t.json", b"[]", "the file is no table"),
        ("t.jsonl", b'{"a": 1}\n{"a": ', "the file is no table"),
        ("t.parquet", b"PAR1 and nothing more PAR1", "the file is no table"),
        ("t.xlsx", b"PK\x03\x04 and nothing more", "the file is no table"),
        ("t.xlsx", b"plain", "the file is no table"),
        ("t.xlsx", saved(openpyxl.Workbook()), "the table has no rows"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(name: str, data: bytes, reason: str) -> None:
    assert refused(name, data).reason == reason


def test_a_number_of_a_million_digits_costs_nothing() -> None:
    started = time.process_time()
    assert len(text_of("t.json", b'[{"a": ' + b"9" * 1_000_000 + b"}]")) > 1_000_000
    assert time.process_time() - started < 2


def test_json_that_would_make_a_huge_table_is_refused() -> None:
    objects = [{f"k{at}": "1"} for at in range(5_000)]
    assert refused("t.json", json.dumps(objects).encode()).reason == "the table is too large"


def test_a_zip_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    archive = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
    with archive, archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
        for _ in range(210):
            part.write(b" " * 1_000_000)
    started = time.process_time()
    assert refused("t.xlsx", out.getvalue()).reason == "the archive unpacks to too much"
    assert time.process_time() - started < 1


def test_a_workbook_that_declares_entities_is_refused() -> None:
    good, out = saved(workbook([["a"], [1]])), io.BytesIO()
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><x>&b;</x>'
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            new.writestr(part.filename, bomb if part.filename.endswith("sheet1.xml") else old.read(part))
    assert refused("t.xlsx", out.getvalue()).detail == "xl/worksheets/sheet1.xml declares entities"


def test_a_small_parquet_file_of_a_huge_table_is_refused() -> None:
    words = pa.DictionaryArray.from_arrays(pa.array([0] * 200_000), pa.array(["x" * 100_000]))
    out = io.BytesIO()
    pq.write_table(pa.table({"a": words}), out)
    assert len(out.getvalue()) < 1_000_000
    started = time.process_time()
    assert refused("t.parquet", out.getvalue()).reason == "the table is too large"
    assert time.process_time() - started < 5


def test_a_sheet_whose_row_is_written_far_down_is_refused() -> None:
    good, out = saved(workbook([["a"], [1]])), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part.filename, data.replace(b'r="2"', b'r="99999999999"').replace(b"A2", b"A99999999999"))
    started = time.process_time()
    assert refused("t.xlsx", out.getvalue()).reason in ("the table is too large", "the file is no table")
    assert time.process_time() - started < 20


@given(st.binary(max_size=200), st.sampled_from(["csv", "json", "jsonl", "parquet", "xlsx", "txt", ""]))
def test_any_bytes_are_a_table_or_set_aside(data: bytes, suffix: str) -> None:
    one = read(MODEL, data, f"t.{suffix}")
    assert isinstance(one, SetAside | Reading)


@given(
    st.sampled_from(["t.xlsx", "t.parquet"]),
    st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)), max_size=8),
)
def test_damaged_files_are_a_table_or_set_aside(name: str, damage: list[tuple[int, int]]) -> None:
    columns: dict[str, list[object]] = {"name": ["A", "B"], "n": [1, 2], "day": ["2024", None]}
    rows = [list(columns), *map(list, zip(*columns.values(), strict=True))]
    data = bytearray(parquet(columns) if name == "t.parquet" else saved(workbook(rows)))
    for at, byte in damage:
        data[at % len(data)] = byte
    assert isinstance(read(MODEL, bytes(data), name), SetAside | Reading)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


@given(st.lists(st.dictionaries(st.sampled_from(["name", "n", "day"]), JSON, max_size=3), min_size=1, max_size=4))
def test_any_json_objects_are_a_table_or_set_aside(objects: list[dict[str, object]]) -> None:
    assert isinstance(read(MODEL, json.dumps(objects).encode(), "t.json"), SetAside | Reading)
