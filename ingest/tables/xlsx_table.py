"""A sheet of an Excel workbook as a table. Nothing of it is run; formulas give the value that was saved."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell

from ingest.cells import MAX_COLUMNS
from ingest.decode import Decoded, Unreadable
from ingest.tables.render import cell_text, render_table

MAX_UNPACKED = 200_000_000
"""A workbook that unpacks to more bytes is refused."""
MAX_PARTS = 2_000

_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


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
        names = list(book.sheetnames)
        if sheet is not None and sheet not in names:
            return Unreadable(reason="the file is no table", detail=f"it has no sheet {sheet!r}; {', '.join(names)}")
        chosen = sheet or next((name for name in names if hasattr(book[name], "iter_rows")), None)
        if chosen is None:
            return Unreadable(reason="the file is no table", detail="it has no sheet with cells")
        others = tuple(f"sheet {name!r} is not read" for name in names if name != chosen)
        rows = _rows(book[chosen].iter_rows(max_col=MAX_COLUMNS))
        header = next((row for row in rows if any(row)), None)
        if header is None:
            return Unreadable(reason="the table has no rows")
        return render_table(_without_tail(header), (_without_tail(row, len(header)) for row in rows), others)
    # A damaged workbook fails in as many ways as the library has lines; each means that there is no table.
    except Exception as error:  # noqa: BLE001
        return Unreadable(reason="the file is no table", detail=f"{type(error).__name__}: {error}"[:200])


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
    for row in rows:
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
