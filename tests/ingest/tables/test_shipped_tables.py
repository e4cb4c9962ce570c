"""The real tables that ship with a mapping, compared with the cells that another reader finds in them."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pytest

from graph.record.cells import scan_csv
from graph.record.types import Reading, Statement
from graph.record.writing import check_evidence
from ingest.sources import shipped_readers
from tests.ingest.recognising import head_of, raw_of, surest
from tests.ingest.tables.making import DATA, table_of

ROWS = 50


@dataclass(frozen=True, kw_only=True)
class Real:
    """A real table and what its columns say; how a list is taken apart is written here anew."""

    source: str
    rows: int
    values: dict[str, tuple[str, float]]
    """Column by property, with the factor of a number."""
    edges: dict[str, tuple[str, Callable[[str], list[str]]]] = field(default_factory=dict)
    """Column by edge, with how its cell is taken apart."""
    texts: dict[str, str] = field(default_factory=dict)
    """Column by property of text or date that stands as it is."""


def commas(cell: str) -> list[str]:
    names, depth, name = [], 0, ""
    for character in cell + ",":
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            names.append(" ".join(name.split()))
            name = ""
        else:
            name += character
    return [name for name in names if name]


def whole(cell: str) -> list[str]:
    return [" ".join(cell.split())] if cell.strip() else []


def spoken(cell: str) -> list[str]:
    return [name for name in commas(cell) if name != "Unspecified unreleased"]


MODEL_VALUES = {
    "parameters": ("Parameters", 1.0),
    "training_compute_flop": ("Training compute (FLOP)", 1.0),
    "training_hours": ("Training time (hours)", 1.0),
    "training_chip_count": ("Hardware quantity", 1.0),
    "batch_size": ("Batch size", 1.0),
    "epochs": ("Epochs", 1.0),
    "citations": ("Citations", 1.0),
}
MODEL_EDGES: dict[str, tuple[str, Callable[[str], list[str]]]] = {
    "DEVELOPED": ("Organization", commas),
    "TRAINED_ON": ("Training dataset", spoken),
    "TRAINED_WITH": ("Training hardware", commas),
    "DERIVED_FROM": ("Base model", commas),
}
TABLES = {
    "epoch/all_ai_models.csv": Real(
        source="epoch models", rows=2228, values=MODEL_VALUES, edges=MODEL_EDGES, texts={"released": "Publication date"}
    ),
    "epoch/frontier_ai_models.csv": Real(
        source="epoch models",
        rows=137,
        values={**MODEL_VALUES, "training_cost_usd": ("Training compute cost (2023 USD)", 1.0)},
        edges=MODEL_EDGES,
        texts={"released": "Publication date"},
    ),
    "epoch/ml_hardware.csv": Real(
        source="epoch hardware",
        rows=175,
        values={
            "memory_gb": ("Memory (bytes)", 1e-9),
            "memory_bandwidth_gb_s": ("Memory bandwidth (byte/s)", 1e-9),
            "price_usd": ("Release price (USD)", 1.0),
            "tdp_w": ("TDP (W)", 1.0),
            "process_nm": ("Process size (nm)", 1.0),
            "die_mm2": ("Die Size (mm^2)", 1.0),
            "ops_int8": ("INT8 performance (OP/s)", 1.0),
            "tpp": ("Total processing performance (bit-OP/s)", 1e-12),
        },
        edges={
            "MAKES": ("Manufacturer", whole),
            "FABRICATES": ("Foundry", commas),
            "TRAINED_WITH": ("ML models", commas),
        },
        texts={"released": "Release date"},
    ),
    "epoch/gpu_clusters.csv": Real(
        source="epoch clusters",
        rows=786,
        values={
            "h100_equivalents": ("H100 equivalents", 1.0),
            "power_mw": ("Power Capacity (MW)", 1.0),
            "cost_usd": ("Hardware Cost", 1.0),
            "performance_flops": ("Max OP/s", 1.0),
            "chip_count": ("Total number of AI chips", 1.0),
        },
        edges={"OWNS": ("Owner", commas), "LOCATED_IN": ("Country", whole)},
    ),
    "atom/models.csv": Real(
        source="atom", rows=1772, values={}, edges={"DEVELOPED": ("org", whole)}, texts={"hub_id": "modelId"}
    ),
    "atom/extra_models.csv": Real(
        source="atom", rows=186, values={}, edges={"DEVELOPED": ("org", whole)}, texts={"hub_id": "modelId"}
    ),
    "atom/organization_regions.csv": Real(source="atom", rows=118, values={}, texts={"region": "region"}),
    "atom/model_parameters.csv": Real(
        source="atom",
        rows=299,
        values={"parameters": ("total_params_b", 1e9), "active_parameters": ("active_params_b", 1e9)},
    ),
    "atom/release_date_corrections.csv": Real(
        source="atom", rows=40, values={}, texts={"released": "actual_release_date"}
    ),
    "chips/export_status.csv": Real(
        source="chip exports",
        rows=25,
        values={"tpp": ("tpp", 1.0), "performance_density": ("pd", 1.0)},
        edges={"MAKES": ("manufacturer", whole)},
        texts={"export_status": "controlStatus", "eccn": "eccn"},
    ),
}  # fmt: skip


@pytest.fixture(scope="module", params=TABLES)
def table(request: pytest.FixtureRequest) -> tuple[Path, Real]:
    return table_of(request.param), TABLES[request.param]


def read_real(path: Path) -> Reading:
    reader = surest(shipped_readers(), head_of(path))
    assert reader is not None
    (one,) = reader.read(raw_of(path))
    assert isinstance(one, Reading), one
    return one


def frame(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, comment="#" if "corrections" in path.name else None)


def by_row(one: Reading) -> dict[int, list[tuple[str, Statement]]]:
    """Return the statements of each row, counted from 0, with their columns."""
    table = scan_csv(one.document.text)
    order = {row.number: at for at, row in enumerate(table.rows())}
    rows: dict[int, list[tuple[str, Statement]]] = {at: [] for at in order.values()}
    for statement in one.statements:
        number, column = table.place_of(statement.span.start)
        rows[order[number]].append((column, statement))
    return rows


def filled(cells: "pd.Series[str]") -> int:
    return int(cells.map(lambda cell: cell.strip() not in ("", "null")).sum())


def test_the_table_is_known_and_every_quote_stands_in_it(table: tuple[Path, Real]) -> None:
    path, real = table
    one = read_real(path)
    check_evidence(one)
    assert one.document.source == real.source
    assert len(scan_csv(one.document.text)) == len(frame(path)) == real.rows


def test_as_many_values_are_read_as_cells_are_filled(table: tuple[Path, Real]) -> None:
    path, real = table
    one, cells = read_real(path), frame(path)
    columns = {name: column for name, (column, _) in real.values.items()} | real.texts
    places = [(place[0], s.predicate) for at in by_row(one).values() for place in at for s in [place[1]]]
    for name, column in columns.items():
        lost = sum(1 for x in one.leftovers if x.field == column)
        assert places.count((column, name)) + lost == filled(cells[column]), name


def test_every_column_is_read_or_told(table: tuple[Path, Real]) -> None:
    path, _ = table
    one, cells = read_real(path), frame(path)
    quoted = {column for row in by_row(one).values() for column, _ in row}
    quoted |= {x.field for x in one.leftovers} | {p.heading.rpartition(" > ")[2] for p in one.passages}
    silent = {name for name in cells if filled(cells[name]) and name not in quoted and name not in one.unread}
    # The name of a row is no statement of its own; a count stands in a qualifier, and a date dates the table.
    assert silent <= {
        "Model", "Hardware name", "Name", "name", "modelId", "model_id", "hf_org", "Last modified", "model",
        "Chip quantity (primary)", "Chip quantity (secondary)",
    }  # fmt: skip
    for name, count in one.unread.items():
        assert count <= filled(cells[name]), name


def test_random_rows_say_what_another_reader_finds(table: tuple[Path, Real]) -> None:
    path, real = table
    one, cells = read_real(path), frame(path)
    rows = by_row(one)
    for at in random.Random(7).sample(range(real.rows), min(ROWS, real.rows)):
        said, cell = rows[at], cells.iloc[at]
        for name, (column, factor) in real.values.items():
            values = [s.value for c, s in said if s.predicate == name and c == column]
            wanted = [float(cell[column]) * factor] if filled(cell[[column]]) else []
            assert values == pytest.approx(wanted, rel=1e-9), (at, name)
        for name, column in real.texts.items():
            found = [str(s.value) for c, s in said if s.predicate == name and c == column]
            assert found == ([cell[column].strip()] if filled(cell[[column]]) else []), (at, name)
        for name, (column, apart) in real.edges.items():
            quotes = [s.span.cut(one.document) for c, s in said if s.predicate == name and c == column]
            assert sorted(" ".join(q.split()) for q in quotes) == sorted(set(apart(cell[column]))), (at, name)


def test_two_thousand_rows_take_less_than_three_seconds() -> None:
    given = raw_of(table_of("epoch/all_ai_models.csv"))
    reader = surest(shipped_readers(), given.head)
    assert reader is not None
    seconds = []
    for _ in range(2):
        started = time.process_time()
        assert len(list(reader.read(given))) == 1
        seconds.append(time.process_time() - started)
    assert min(seconds) < 3


def test_no_other_table_is_taken_for_one_of_them() -> None:
    known = {DATA / name for name in TABLES}
    others = [path for path in sorted(DATA.glob("*/*.csv")) if path not in known]
    if not others:
        pytest.skip("the real tables are not there")
    names = {real.source for real in TABLES.values()}
    mine = tuple(reader for reader in shipped_readers() if reader.rules.name in names)
    assert [path.name for path in others if surest(mine, head_of(path))] == []
