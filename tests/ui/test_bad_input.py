"""A folder of files made to do harm, read by the real command: a reason each, nothing else lost, no traceback."""

import gzip
import io
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui.conftest import write_card
from tests.ui.running import sextant

MANY = 20_000
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


def alias_bomb() -> bytes:
    lists = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    return f"---\na0: &a0 [x, x]\n{lists}license: mit\n---\n# Bomb\n".encode()


def workbook() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b" " * 300_000_000)
    return made.getvalue()


def feed(text: str) -> bytes:
    return f'<?xml version="1.0"?>{text}'.encode()


FILES: dict[str, Callable[[], bytes]] = {
    "alias/bomb/README.md": alias_bomb,
    "deep/yaml/README.md": lambda: b"---\na: " + b"[" * MANY + b"\n---\n",
    "laughs.xml": lambda: feed(
        f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]><rss><channel><title>&l11;</title></channel></rss>'
    ),
    "external.xml": lambda: feed(
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><title>t &x;</title>'
        "<description>body &x; body</description></item></channel></rss>"
    ),
    "bomb.xlsx": workbook,
    "bomb.html.gz": lambda: gzip.compress(b"<p>" + b"a" * 300_000_000),
    "cut.html.gz": lambda: gzip.compress(b"<html><body><p>text</p></body></html>" * 500)[:60],
    "deep.json": lambda: b'{"a":' * MANY + b"1" + b"}" * MANY,
    "deep.jsonl": lambda: b"[" * MANY + b"]" * MANY,
    "deep.html": lambda: b"<html><body>" + b"<div>" * MANY + b"text" + b"</div>" * MANY,
    "line.csv": lambda: b"Model,Organization,Publication date\n" + b"x" * 30_000_000,
    "line.md": lambda: b"# T\n" + b"word " * 6_000_000,
    "quote.csv": lambda: b'Hardware name,Manufacturer,Type\n"' + b"a,\n" * 50_000,
    "nulls.txt": lambda: b"\0" * 1_000_000,
    "noise.html": lambda: bytes(range(256)) * 4000,
    "noise.parquet": lambda: b"PAR1" + bytes(range(256)) * 100 + b"PAR1",
    "cut.pdf": lambda: (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3"
    ),
    "empty.md": lambda: b"",
    "blank.txt": lambda: b" \n" * 1000,
    "wrong.json": lambda: b"<html><body>not JSON</body></html>",
    "utf16.md": lambda: "---\nlicense: mit\n---\n# Größe\n".encode("utf-16"),
    "latin.md": lambda: b"# Caf\xe9\n\nA text that is not UTF-8, of some length.\n",
}
NAMES = ("--help.md", "; touch owned.md", "$(touch owned).md", "`touch owned`.md", "a\nb.md", "%00.md", "..md")


@pytest.mark.slow
def test_files_made_to_do_harm(tmp_path: Path, home: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "secret.md"
    outside.write_text("---\nlicense: unmistakable-secret\n---\n# Secret\n")
    for name, make in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make())
    for name in NAMES:
        if sys.platform != "win32":
            (folder / name).write_text("---\nlicense: mit\n---\n# Named\n")
    if sys.platform != "win32":
        (folder / "link.md").symlink_to(outside)
        (folder / "loop").symlink_to(folder)
    write_card(folder, "acme/Good-7B", "---\nlicense: apache-2.0\n---\n# Good\n")

    ran = sextant(home, "ingest", folder, "--json")
    assert ran.code == 3, ran.err
    documents = json.loads(ran.out)["documents"]
    aside = sextant(home, "status", "--set-aside", "--json").lines()
    assert len(aside) == documents["set_aside"]
    assert all(one["reason"] and "\n" not in str(one["detail"]) for one in aside), aside
    licences = sextant(
        home, "cypher", "MATCH (:Model {id: 'hf:acme/Good-7B'})-[:LICENSED_UNDER]->(l) RETURN l.name AS l", "--json"
    )
    assert licences.lines() == [{"l": "apache-2.0"}]

    held = sextant(home, "export", "statements", tmp_path / "all.jsonl")
    assert held.code == 0
    exported = (tmp_path / "all.jsonl").read_text(encoding="utf-8")
    assert "unmistakable-secret" not in exported
    assert "root:" not in exported
    assert not list(tmp_path.rglob("owned*"))

    again = json.loads(sextant(home, "ingest", folder, "--json").out)["documents"]
    assert again == {**documents, "new": 0, "unchanged": documents["new"]}
