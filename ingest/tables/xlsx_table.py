"""A sheet of an Excel workbook as a table. Nothing of it is run; formulas give the value that was saved."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from graph.record.cells import MAX_CELLS
from ingest.decode import Decoded, Unreadable
from ingest.tables.render import cell_text, render_table

MAX_UNPACKED = 200_000_000
"""A workbook that unpacks to more bytes is refused."""
MAX_PARTS = 2_000
MAX_SHEET_CELLS = 2 * MAX_CELLS
"""So many cells of a sheet are looked at, blank ones too."""

_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


class _TooLarge(Exception):
    """A sheet of more cells than are looked at."""


def xlsx_table(data: bytes, sheet: str | None = None) -> Decoded | Unreadable:
    """Return the text of a sheet, the first one without a name, or why there is none. Raises nothing.

    The first row that is not blank is the header. Dates keep the precision that their format shows, and shares shown
    in percent are in percent.
    """
    bomb = _bomb(data)
    if bomb is not None:
        return bomb
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        return _sheet_text(book, sheet)
    except _TooLarge:
        return Unreadable(reason="the table is too large", detail=f"more than {MAX_SHEET_CELLS:,} cells")
    # A damaged workbook fails in as many ways as the library has lines; each means that there is no table.
    except Exception as error:  # noqa: BLE001
        return Unreadable(reason="the file is no table", detail=f"{type(error).__name__}: {error}"[:200])


def _sheet_text(book: openpyxl.Workbook, wanted: str | None) -> Decoded | Unreadable:
    names = [sheet.title for sheet in book.worksheets]
    if not names or (wanted is not None and wanted not in names):
        return Unreadable(reason="the file is no table", detail=f"it has no sheet {wanted!r}; {', '.join(names)}")
    chosen = book.worksheets[0 if wanted is None else names.index(wanted)]
    if isinstance(chosen, ReadOnlyWorksheet):
        # The size that a sheet states may be far from the size that it has.
        chosen.reset_dimensions()
    others = tuple(f"sheet {name!r} is not read" for name in names if name != chosen.title)
    rows = _rows(chosen.iter_rows())
    before = [_without_tail(row) for row in _to_header(rows)]
    if not before or not any(before[-1]):
        return Unreadable(reason="the table has no rows")
    header = before.pop()
    body = (_without_tail(row, len(header)) for row in rows)
    rendered = render_table(header, body, others)
    # Blank rows above the header keep the numbers of the rows those of the sheet.
    return replace(rendered, text="\n" * len(before) + rendered.text) if isinstance(rendered, Decoded) else rendered


def _to_header(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """Yield the rows up to the first one that is not blank, the header."""
    for row in rows:
        yield row
        if any(row):
            return


def _bomb(data: bytes) -> Unreadable | None:
    """Return why a workbook is not unpacked, or None. Sizes are those of the directory; a part that is longer fails."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > MAX_UNPACKED or len(parts) > MAX_PARTS:
                detail = f"{len(parts):,} parts of {size:,} bytes"
                return Unreadable(reason="the archive unpacks to too much", detail=detail)
            for part in parts:
                # XML of a workbook declares no entities; one that does is made to harm.
                if part.filename.endswith((".xml", ".rels")) and _declares(archive, part):
                    return Unreadable(reason="the file is no table", detail=f"{part.filename} declares entities")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error) as error:
        return Unreadable(reason="the file is no table", detail=str(error)[:200])
    return None


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with archive.open(part) as opened:
        before = b""
        while block := opened.read(1 << 20):
            joined = (before + block).replace(b"\0", b"")
            if b"<!DOCTYPE" in joined or b"<!ENTITY" in joined:
                return True
            before = block[-20:]
    return False


def _rows(rows: Iterator[tuple[Cell | MergedCell, ...]]) -> Iterator[list[str]]:
    seen = 0
    for row in rows:
        # A row that is written far down comes after blank ones up to it.
        seen += max(1, len(row))
        if seen > MAX_SHEET_CELLS:
            raise _TooLarge
        yield [_cell(cell) for cell in row]


def _without_tail(row: list[str], least: int = 1) -> list[str]:
    """Return a row without the blank cells behind its last, which formats alone made."""
    last = len(row)
    while last > least and not row[last - 1]:
        last -= 1
    return row[:last]


def _cell(cell: Cell | MergedCell) -> str:
    value = cell.value
    if value is None:
        return ""
    shown = _LITERAL.sub("", str(getattr(cell, "number_format", None) or "")).lower()
    if isinstance(value, datetime | date):
        text = cell_text(value)
        return text if "d" in shown or "y" not in shown else text[:7] if "m" in shown else text[:4]
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in shown:
        return f"{cell_text(round(value * 100, 10))}%"
    return cell_text(value)
