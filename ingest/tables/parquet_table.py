"""Parquet as a table, batch by batch, so that a small file that stands for a huge one is noticed."""

import io
from collections.abc import Iterator

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from graph.record.cells import MAX_CELLS
from ingest.decode import Decoded, Unreadable
from ingest.tables.render import cell_text, render_table

_BATCH = 256
_MAX_UNPACKED = 400_000_000


def parquet_table(data: bytes) -> Decoded | Unreadable:
    """Return the text of the table in a Parquet file, or why there is none. Raises nothing, whatever the bytes."""
    try:
        file = pq.ParquetFile(io.BytesIO(data))
        sizes = [file.metadata.row_group(at).total_byte_size for at in range(file.metadata.num_row_groups)]
        if sum(sizes) > _MAX_UNPACKED or file.metadata.num_rows * file.metadata.num_columns > MAX_CELLS:
            detail = f"{file.metadata.num_rows:,} rows, {sum(sizes):,} bytes"
            return Unreadable(reason="the table is too large", detail=detail)
        return render_table([str(name) for name in file.schema_arrow.names], _rows(file))
    except (pa.ArrowException, OSError, ValueError, KeyError, OverflowError, MemoryError, NotImplementedError) as error:
        return Unreadable(reason="the file is no table", detail=str(error).splitlines()[0][:200] if str(error) else "")


def _rows(file: pq.ParquetFile) -> Iterator[list[str]]:
    for batch in file.iter_batches(batch_size=_BATCH):
        columns = [column.to_pylist() for column in batch.columns]
        yield from ([cell_text(value) for value in row] for row in zip(*columns, strict=True))
