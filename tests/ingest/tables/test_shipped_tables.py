"""The tables that ship with a mapping: the real ones against another reader's cells, and small ones by hand."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pytest

from graph.record.types import Reading, Statement
from graph.record.writing import check_evidence
from ingest.cells import scan_csv
from ingest.sources import shipped_readers
from tests.ingest.recognising import head_of, raw_of, surest
from tests.ingest.tables.making import DATA, raw, shown, table_of

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


def read_small(name: str, text: str) -> list[str]:
    given = raw(name, text.encode())
    reader = surest(shipped_readers(), given.head)
    assert reader is not None
    (one,) = reader.read(given)
    assert isinstance(one, Reading), one
    check_evidence(one)
    return [shown(one, statement) for statement in one.statements]


def test_atom_in_small() -> None:
    assert read_small("models.csv", "org,model,modelId\nacme,M-1,acme/M-1\n") == [
        "hf:acme/M-1 hub_id acme/M-1 [2 modelId: acme/M-1]",
        "hf-org:acme DEVELOPED hf:acme/M-1 {'role': 'developer'} [2 org: acme]",
    ]
    assert read_small("r.csv", "hf_org,region,notes\nacme,china,\nbeta,eu,\n") == [
        "hf-org:acme region china [2 region: china]",
        "hf-org:acme BASED_IN iso2:CN [2 region: china]",
        "hf-org:beta region eu [3 region: eu]",
    ]
    assert read_small("p.csv", "model_id,total_params_b,active_params_b,is_moe,notes\nacme/M-1,16.4,2.8,true,\n") == [
        "hf:acme/M-1 parameters 16400000000 [2 total_params_b: 16.4]",
        "hf:acme/M-1 active_parameters 2800000000 [2 active_params_b: 2.8]",
    ]


def test_a_corrected_date_goes_before_that_of_the_page() -> None:
    text = "# made by hand\nmodel_id,hf_created_at,actual_release_date,notes\n"
    text += "acme/M-1,2025-01-02,2025-01-20,18 days early\n"
    given = raw("c.csv", text.encode())
    reader = surest(shipped_readers(), given.head)
    assert reader is not None
    (one,) = reader.read(given)
    assert isinstance(one, Reading)
    best = max(one.statements, key=lambda statement: statement.confidence)
    assert sorted(str(s.value) for s in one.statements) == ["2025-01-02", "2025-01-20"]
    assert best.value == "2025-01-20"


def test_chip_exports_in_small() -> None:
    header = "name,manufacturer,architecture,releaseDate,tpp,pd,interconnect,dieArea,processNode,hbmCapacity"
    header += ",memoryBandwidth,tdp,controlStatus,eccn,sources\n"
    row = "Acme A1,Acme,Roc,2024,4800,null,900 GB/s (Link),814 mm² (estimate),Fab N4P"
    row += ",288 GB HBM4,4.8 TB/s,700W,Free,null,\n"
    assert read_small("chips.csv", header + row) == [
        "Chip:Acme A1 architecture Roc [2 architecture: Roc]",
        "Chip:Acme A1 released 2024 [2 releaseDate: 2024]",
        "Chip:Acme A1 tpp 4800.0 [2 tpp: 4800]",
        "Chip:Acme A1 interconnect_gb_s 900.0 [2 interconnect: 900 GB/s (Link)]",
        "Chip:Acme A1 die_mm2 814.0 [2 dieArea: 814 mm² (estimate)]",
        "Chip:Acme A1 process_nm 4.0 [2 processNode: Fab N4P]",
        "Chip:Acme A1 memory_gb 288.0 [2 hbmCapacity: 288 GB HBM4]",
        "Chip:Acme A1 memory_bandwidth_gb_s 4800.0 [2 memoryBandwidth: 4.8 TB/s]",
        "Chip:Acme A1 tdp_w 700.0 [2 tdp: 700W]",
        "Chip:Acme A1 export_status Free [2 controlStatus: Free]",
        "Organization:Acme MAKES Chip:Acme A1 [2 manufacturer: Acme]",
    ]


def small(source: str, cells: dict[str, str]) -> list[str]:
    """Return what one row says of a table with all columns that the source needs."""
    reader = next(reader for reader in shipped_readers() if reader.rules.name == source)
    node = reader.rules.tables
    assert node is not None
    fields = dict(cells)
    shape = next(value for _, value in node.value)
    needed = next(value for key, value in shape.value if key.value == "columns")
    columns = [str(column.value) for column in needed.value]
    names = [*columns, *(name for name in fields if name not in columns)]
    text = ",".join(f'"{name}"' for name in names) + "\n" + ",".join(f'"{fields.get(name, "")}"' for name in names)
    return read_small("t.csv", text + "\n")


def test_epoch_models_in_small() -> None:
    cells = {
        "Model": "M-1",
        "Organization": "Acme,Beta",
        "Country (from Organization)": "France,Multinational",
        "Training hardware": "Chip A,Chip B",
        "Hardware quantity": "512",
        "Training dataset": "Unspecified unreleased",
        "Link": "https://arxiv.org/abs/2412.19437",
        "Foundation model": "True",
    }
    assert small("epoch models", cells) == [
        "Model:M-1 training_chip_count 512 [2 Hardware quantity: 512]",
        "Model:M-1 foundation True [2 Foundation model: True]",
        "Organization:Acme DEVELOPED Model:M-1 {'role': 'developer'} [2 Organization: Acme]",
        "Organization:Beta DEVELOPED Model:M-1 {'role': 'developer'} [2 Organization: Beta]",
        "Organization:Acme BASED_IN Country:France [2 Country (from Organization): France]",
        "Model:M-1 TRAINED_WITH Chip:Chip A [2 Training hardware: Chip A]",
        "Model:M-1 TRAINED_WITH Chip:Chip B [2 Training hardware: Chip B]",
        "Model:M-1 DESCRIBED_IN arxiv:2412.19437 [2 Link: https://arxiv.org/abs/2412.19437]",
    ]
    one = {"Model": "M-2", "Training hardware": "Chip A", "Hardware quantity": "8"}
    assert "Model:M-2 TRAINED_WITH Chip:Chip A {'count': 8} [2 Training hardware: Chip A]" in small("epoch models", one)


def test_epoch_hardware_and_clusters_in_small() -> None:
    chip = {
        "Hardware name": "Acme A1",
        "Memory (bytes)": "8589934592",
        "Foundry": "Fab One,Fab Two",
        "Tensor-FP16/BF16 performance (FLOP/s)": "2e14",
        "FP16 (half precision) performance (FLOP/s)": "5e13",
    }
    assert small("epoch hardware", chip) == [
        "Chip:Acme A1 memory_gb 8.589934592 [2 Memory (bytes): 8589934592]",
        "Chip:Acme A1 flops_fp16 200000000000000.0 [2 Tensor-FP16/BF16 performance (FLOP/s): 2e14]",
        "Organization:Fab One FABRICATES Chip:Acme A1 [2 Foundry: Fab One]",
        "Organization:Fab Two FABRICATES Chip:Acme A1 [2 Foundry: Fab Two]",
    ]
    cluster = {
        "Name": "Anonymized Chinese System",
        "Country": "China",
        "Users": "Acme,Cloud",
        "First Operational Date": "6/15/2020",
        "Chip type (primary)": "Acme A1",
        "Chip quantity (primary)": "300",
    }
    key = "Cluster:Anonymized Chinese System (row 2)"
    assert small("epoch clusters", cluster) == [
        f"{key} name Anonymized Chinese System [2 Name: Anonymized Chinese System]",
        f"{key} operational 2020-06-15 [2 First Operational Date: 6/15/2020]",
        f"{key} chip_count 300 [2 Chip quantity (primary): 300]",
        f"Organization:Acme USES {key} [2 Users: Acme]",
        f"{key} LOCATED_IN Country:China [2 Country: China]",
        f"{key} CONTAINS Chip:Acme A1 {{'count': 300, 'primary': True}} [2 Chip type (primary): Acme A1]",
    ]
