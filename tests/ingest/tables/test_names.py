"""Cells taken apart: every name stands at its place, and nothing but what parts them is lost."""

import time

from hypothesis import given
from hypothesis import strategies as st

from graph.record.cells import Cell, scan_csv
from ingest.tables.names import MAX_SPLIT, Piece, pieces_of
from ingest.tables.rules import Split

COMMAS = Split(marks=(",", " and "), joins=("inc.",))


def pieces(text: str, split: Split = COMMAS) -> list[Piece]:
    return pieces_of(text, Cell(text, 0, len(text)), split)


@given(st.text(alphabet='ab,()[] "\n中（', max_size=40))
def test_names_stand_where_they_are_said_to(text: str) -> None:
    at = 0
    for piece in pieces(text):
        assert at <= piece.start < piece.end <= len(text)
        cut = " ".join(text[piece.start : piece.end].split())
        assert piece.text in (cut, cut[1:-1].strip())
        assert text[at : piece.start].strip(' \n,"') == ""
        at = piece.end
    assert text[at:].strip(' \n,"') == ""


@given(st.lists(st.text(alphabet='a,"(', max_size=6), min_size=1, max_size=3))
def test_names_of_quoted_cells_are_those_of_the_cell(cells: list[str]) -> None:
    text = "h\n" + "".join('"' + cell.replace('"', '""') + '"\n' for cell in cells)
    for row, cell in zip(scan_csv(text, ",").rows(), cells, strict=True):
        (one,) = row.cells
        assert one.text == cell
        whole = pieces_of(text, one, Split())
        assert [piece.text for piece in whole] == ([whole[0].text] if cell.strip() else [])


def test_a_cell_without_end_is_not_taken_apart() -> None:
    assert len(pieces("a," * 100)) == 100
    assert len(pieces("a," * MAX_SPLIT)) == 1
    started = time.process_time()
    for hard in ("(" * MAX_SPLIT, "()" * (MAX_SPLIT // 2), ", " * (MAX_SPLIT // 2), " an" * (MAX_SPLIT // 3)):
        pieces(hard)
    assert time.process_time() - started < 3
