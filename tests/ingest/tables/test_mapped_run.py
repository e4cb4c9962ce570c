"""A run over a folder that holds mappings: tables are read by them, once, and anew when one changes."""

from pathlib import Path

from ingest.items import local_items
from ingest.job import Job, Options
from ingest.report import Report
from ingest.run import ingest_items
from ingest.sources import shipped_readers
from ingest.sources.mapped_tables import mapping_readers, mappings_beside

MAPPING = """
for: "birds*"
things: {model: "Model:{Name}"}
properties: {model: {parameters: Size}}
"""


def ingest(path: Path, home: Path) -> Report:
    items = [*local_items([path]), *mappings_beside([path])]
    job = Job(
        path=home / "record.db",
        options=Options(),
        report=Report(),
        on_progress=lambda *_: None,
        shipped=shipped_readers(),
        mappings=mapping_readers(items),
    )
    return ingest_items(items, len(items), [path.resolve().as_uri()], "test", job)


def test_a_folder_with_mappings(tmp_path: Path) -> None:
    folder, home = tmp_path / "data", tmp_path / "home"
    (folder / "sub").mkdir(parents=True)
    home.mkdir()
    (folder / "our.mapping.yaml").write_text(MAPPING, encoding="utf-8")
    (folder / "bad.mapping.yaml").write_text("for: x\nthings: [", encoding="utf-8")
    (folder / "birds.csv").write_text("Name,Size\nA,7B\nB,8B\n", encoding="utf-8")
    (folder / "sub" / "birds.json").write_text('[{"Name": "C", "Size": 9}]', encoding="utf-8")
    (folder / "fish.csv").write_text("Name,Size\nD,1\n", encoding="utf-8")

    first = ingest(folder, home)
    assert (first.documents["new"], first.documents["set_aside"]) == (2, 1)
    assert first.reasons["the mapping does not hold"] == 1
    assert first.no_reader[".csv"] == 1

    assert ingest(folder, home).documents["unchanged"] == 2
    (folder / "our.mapping.yaml").write_text(MAPPING + "trust: 0.7\n", encoding="utf-8")
    again = ingest(folder, home)
    assert again.documents["unchanged"] == 0
    assert again.documents["changed"] + again.documents["new"] == 2


def test_a_mapping_beside_what_is_named(tmp_path: Path) -> None:
    home, data = tmp_path / "home", tmp_path / "data"
    home.mkdir()
    data.mkdir()
    (tmp_path / "our.mapping.yaml").write_text(MAPPING.replace("birds*", "data/*.csv"), encoding="utf-8")
    (data / "birds.csv").write_text("Name,Size\nA,7B\n", encoding="utf-8")
    assert ingest(data, home).documents["new"] == 1
    (data / "own.mapping.yaml").write_text(MAPPING, encoding="utf-8")
    assert [item.head.name for item in mappings_beside([data / "birds.csv"])] == ["own.mapping.yaml"]
    assert [item.head.name for item in mappings_beside([data, tmp_path / "our.mapping.yaml"])] == []
    assert [item.head.name for item in mappings_beside([data])] == ["our.mapping.yaml"]
