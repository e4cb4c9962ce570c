"""Tables of text: the same cells that Python's csv module finds, each with its exact place."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from graph.record import cells
from graph.record.cells import cell_at, inner_span, render_csv, scan_csv

TEXTS = st.text(alphabet='ab",;\t\n\r #é中', max_size=60)


def by_csv(text: str, delimiter: str) -> list[list[str]]:
    return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]


def texts_of(text: str, delimiter: str | None = None) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in scan_csv(text, delimiter).rows()]


@given(TEXTS, st.sampled_from(",\t;"))
def test_cells_are_those_of_the_csv_module(body: str, delimiter: str) -> None:
    text = f"x{delimiter}y\n{body}"
    assert [["x", "y"], *texts_of(text, delimiter)] == by_csv(text, delimiter)


@given(TEXTS, st.sampled_from(",\t;"))
def test_cells_and_what_stands_between_them_make_up_the_text(body: str, delimiter: str) -> None:
    text = f"x{delimiter}y\n{body}"
    table = scan_csv(text, delimiter)
    at = table.header_row.cells[-1].end
    for cell in (cell for row in table.rows() for cell in row.cells):
        assert text[at : cell.start].strip("\r\n") in ("", delimiter)
        raw = text[cell.start : cell.end]
        (read,) = by_csv(raw, delimiter) or [[""]]
        assert read == [cell.text]
        at = cell.end
    assert text[at:].strip("\r\n") == ""


@given(st.lists(st.lists(st.text(max_size=8), min_size=1, max_size=4), max_size=5))
def test_a_rendered_table_reads_as_what_it_was_made_from(rows: list[list[str]]) -> None:
    header = [f"c{at}" for at in range(4)]
    table = scan_csv(render_csv([header, *rows]), ",")
    assert table.header == tuple(header)
    assert [[cell.text for cell in row.cells] for row in table.rows()] == rows


@given(st.text(max_size=80))
def test_any_text_is_scanned(text: str) -> None:
    table = scan_csv(text)
    for row in table.rows():
        for at, cell in enumerate(row.cells):
            start, end = inner_span(text, cell)
            assert cell.start <= start <= end <= cell.end
            if cell.end > cell.start:
                assert table.place_of(cell.start) == (row.number, table.column(at))
                assert table.row_at(cell.start) == row


def test_row_numbers_are_those_of_a_spreadsheet() -> None:
    text = '# note\n\nname,size\n"two\nlines",1\n\nlast,2\n'
    table = scan_csv(text)
    assert (table.header, table.comments, len(table)) == (("name", "size"), ("# note",), 2)
    assert [row.number for row in table.rows()] == [4, 6]
    assert cell_at(text, text.index("lines")) == (4, "name")
    assert cell_at(text, text.rindex("2")) == (6, "size")
    assert cell_at(text, text.index("size")) == (3, "size")


def test_comments_go_before_the_header_alone() -> None:
    assert scan_csv("# a, b: c\n#x\nid,n\n# no comment,1\n").header == ("id", "n")
    assert texts_of("id,n\n# no comment,1\n") == [["# no comment", "1"]]
    assert scan_csv("#,name\n1,A\n").header == ("#", "name")
    assert scan_csv("#id,name\n1,A\n").header == ("#id", "name")


def test_a_byte_order_mark_is_no_part_of_the_first_name() -> None:
    table = scan_csv("\ufeffname,n\nA,1\n")
    assert table.header == ("name", "n")
    assert table.text[table.header_row.cells[0].start :].startswith("name")


def test_columns_have_a_name_each() -> None:
    assert scan_csv("a,, a ,b\n1,2,3,4,5\n").header == ("a", "column 2", "a (column 3)", "b")
    assert cell_at("a,b\n1,2,3\n", 8) == (2, "column 3")


def test_ragged_rows_and_an_open_quote_are_said() -> None:
    table = scan_csv('a,b\n1\n1,2,3\n4,"open\n5,6\n')
    assert table.repairs == (
        "the quotation mark that opens a cell in row 4 is never closed",
        "1 row has more cells than the header",
        "1 row has fewer cells than the header",
    )
    assert [len(row.cells) for row in table.rows()] == [1, 3, 2]


def test_the_delimiter_is_found() -> None:
    assert scan_csv("a;b;c\n1,5;2,5;3\n").header == ("a", "b", "c")
    assert scan_csv("a\tb\n1,2\t3\n").delimiter == "\t"
    assert scan_csv('a,b\n"x;y;z",1\n').delimiter == ","
    assert scan_csv("alone\nx\n").delimiter == ","


def test_the_inner_span_is_without_marks_and_spaces() -> None:
    text = 'a,b\n" x ""y"" ", z \n'
    quoted, bare = next(scan_csv(text).rows()).cells
    assert text[slice(*inner_span(text, quoted))] == 'x ""y""'
    assert text[slice(*inner_span(text, bare))] == "z"


def test_a_table_without_end_is_cut_and_said() -> None:
    wide = scan_csv("a\nb\n" + "," * cells.MAX_COLUMNS + "\nc\n", ",")
    assert len(wide) == 1
    assert wide.repairs == (f"row 3 has more than {cells.MAX_COLUMNS:,} cells; it ends the table",)
    row = "," * (cells.MAX_COLUMNS - 1) + "\n"
    deep = scan_csv("a\n" + row * (cells.MAX_CELLS // cells.MAX_COLUMNS + 1), ",")
    assert len(deep) == cells.MAX_CELLS // cells.MAX_COLUMNS
    assert deep.repairs[0] == f"only the first {cells.MAX_CELLS:,} cells are read, to row {len(deep) + 1:,}"
