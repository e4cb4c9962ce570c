"""The tables that ship with a mapping, in small: rows written by hand under their headers."""

from graph.record.types import Reading
from graph.record.writing import check_evidence
from ingest.sources import shipped_readers
from tests.ingest.recognising import surest
from tests.ingest.tables.making import raw, shown


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
