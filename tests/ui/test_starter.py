"""``sextant ingest starter`` against a server on this machine: what comes, what does not, killed and begun again."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.fetch.site import Reply, Site, Visit
from tests.ui.running import ROOT, Ran, sextant

TABLE = "org,model,modelId\nacme,Base-7B,acme/Base-7B\nzeta,Tuned-7B,zeta/Tuned-7B\n"
CARD = "---\nlicense: {licence}\n---\n# Card\n\nA model.\n"
PART = """
  {name}:
    title: Part {name}
    kind: {kind}
    page: https://example.org/{name}
    licence: CC-BY-NC-4.0
    limits: not for commercial use
    citation: Somebody, part {name}.
    address: "{address}"
"""


@pytest.fixture
def site() -> Iterator[Site]:
    with Site().running() as running:
        yield running


def at(site: Site, path: str) -> str:
    return site.url(path, "127.0.0.1")


def part(site: Site, name: str, kind: str, path: str, *more: str) -> str:
    return PART.format(name=name, kind=kind, address=at(site, path)) + "".join(f"    {line}\n" for line in more)


def manifest(tmp_path: Path, *parts: str) -> Path:
    path = tmp_path / "starter.yaml"
    path.write_text('as_of: "2026-11-25"\nparts:' + "".join(parts), encoding="utf-8")
    return path


def variables(site: Site, listed: Path) -> dict[str, str]:
    here = f"127.0.0.1:{site.port}"
    return {"SEXTANT_STARTER": str(listed), "SEXTANT_ALLOW_HOSTS": here, "HF_ENDPOINT": f"http://{here}"}


def run(home: Path, site: Site, listed: Path, *arguments: str) -> Ran:
    return sextant(home, *arguments, **variables(site, listed))


def zipped(members: Mapping[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return packed.getvalue()


def put_archive(site: Site, version: str, licence: str) -> None:
    """Serve a version of an archive below its own page, to which the address of all versions leads."""
    site.put("/all", Reply(status=302, headers={"Location": f"/records/{version}"}))
    site.put(f"/records/{version}", Reply(body=b"<html>"))
    body = zipped({"cards/acme/Base-7B/README.md": CARD.format(licence=licence), "cards/LICENCE": "text"})
    site.put(f"/records/{version}/files/cards.zip", Reply(body=body, headers={"ETag": f'"{version}"'}))


def documents(ran: Ran) -> dict[str, int]:
    told = ran.json()["documents"]
    assert isinstance(told, dict)
    return {name: count for name, count in told.items() if count}


def rows(home: Path, query: str) -> list[list[object]]:
    return [list(row.values()) for row in sextant(home, "cypher", query, "--json").lines()]


LICENCES = "MATCH (m:Model)-[:LICENSED_UNDER]->(l) RETURN m.name AS model, l.name AS licence ORDER BY model"


def test_what_can_be_had_is_read_what_cannot_is_listed_and_update_fetches_what_changed(
    home: Path, site: Site, tmp_path: Path
) -> None:
    site.put("/data/models.csv", Reply(body=TABLE.encode(), headers={"ETag": '"t"'}))
    put_archive(site, "1", "mit")
    bomb = zipped({"bomb.txt": "0" * 30_000_000})
    site.put("/bomb.zip", Reply(body=bomb))
    site.put("/api/models", Reply(body=json.dumps([{"id": "hubby/Model-1B", "downloads": 7}]).encode()))
    site.put("/hubby/Model-1B/resolve/main/README.md", Reply(body=CARD.format(licence="apache-2.0").encode()))
    listed = manifest(
        tmp_path,
        part(site, "tables", "files", "/data/{}", "entries: [models.csv, gone.csv]"),
        part(site, "bomb", "archive", "/bomb.zip"),
        part(site, "cards", "archive", "/all", "below: files/cards.zip"),
        part(site, "hub", "organisations", "/{}", "entries: [hubby]", "most: 5"),
    )
    ran = run(home, site, listed, "ingest", "starter", "--json")
    assert ran.code == 3
    assert documents(ran)["set_aside"] == 2
    assert ran.json()["missing"] == [
        {"part": "tables", "address": at(site, "/data/gone.csv"), "reason": "it is not there", "detail": gone(ran)},
        {
            "part": "bomb",
            "address": at(site, "/bomb.zip"),
            "reason": "the archive unpacks to too much",
            "detail": f"30,000,000 bytes out of {len(bomb):,}; 200 to one are unpacked",
        },
    ]
    assert rows(home, LICENCES) == [["acme/Base-7B", "mit"], ["hubby/Model-1B", "apache-2.0"]]
    developed = "MATCH (l)-[:DEVELOPED]->(m:Model {hub_id: 'zeta/Tuned-7B'}) RETURN l.name AS name"
    assert rows(home, developed) == [["zeta"]]
    assert sextant(home, "export", "statements", tmp_path / "said.jsonl").code == 0
    assert at(site, "/all") + "!/cards/acme/Base-7B/README.md" in (tmp_path / "said.jsonl").read_text(encoding="utf-8")

    assert sextant(home, "update", "--dry-run").out == "starter\n"
    put_archive(site, "2", "llama2")
    again = run(home, site, listed, "update")
    assert again.code == 3
    assert f"could not be had: tables: {at(site, '/data/gone.csv')}: it is not there" in again.err
    assert "could not be had: bomb:" in again.err
    assert rows(home, LICENCES)[0] == ["acme/Base-7B", "llama2"]
    assert site.came("/data/models.csv")[-1].headers["if-none-match"] == '"t"'

    held = [path for path in (home / "cache" / "files").rglob("cards.zip") if path.is_file()]
    assert len(held) == 1
    assert sextant(home, "forget", at(site, "/all") + "!/cards/acme/Base-7B/README.md").code == 0
    assert not held[0].exists()


def gone(ran: Ran) -> object:
    missing = ran.json()["missing"]
    assert isinstance(missing, list)
    return missing[0]["detail"]


def test_a_large_file_is_taken_up_again_where_a_kill_cut_it_off(home: Path, site: Site, tmp_path: Path) -> None:
    lines = [f"acme,Model-{n}B,acme/Model-{n}B,{'note ' * 200}" for n in range(300)]
    data, first = "\n".join(["org,model,modelId,notes", *lines]).encode(), 200_000

    def stalls(visit: Visit) -> None:
        visit.send(f'HTTP/1.1 200 OK\r\nETag: "a"\r\nContent-Length: {len(data)}\r\n\r\n'.encode() + data[:first])
        visit.stopped.wait()

    def rest(visit: Visit) -> None:
        begin = int(visit.headers["range"].removeprefix("bytes=").removesuffix("-"))
        told = {"ETag": '"a"', "Content-Range": f"bytes {begin}-{len(data) - 1}/{len(data)}"}
        visit.reply(Reply(status=206, body=data[begin:], headers=told))

    site.put("/models.csv", stalls, rest)
    listed = manifest(tmp_path, part(site, "big", "files", "/{}", "entries: {models.csv: 2500000}"))
    command = [sys.executable, "-m", "ui", "--home", str(home), "ingest", "starter"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **variables(site, listed)}, stderr=quiet) as running:
        while not any(path.stat().st_size >= first for path in (home / "cache").rglob("models.csv.part")):
            with pytest.raises(subprocess.TimeoutExpired):
                running.wait(timeout=0.02)
        running.kill()
    ran = run(home, site, listed, "ingest", "starter:big", "--json")
    assert (ran.code, documents(ran), ran.json()["missing"]) == (0, {"new": 1}, [])
    begun = site.came("/models.csv")[1].headers
    assert (begun["range"], begun["if-range"]) == (f"bytes={first}-", '"a"')
    assert rows(home, "MATCH (l)-[:DEVELOPED]->(m:Model) RETURN count(m) AS models") == [[300]]
    assert {path.suffix for path in (home / "cache" / "files").rglob("models.csv*")} == {".csv"}


def test_a_dry_run_lists_the_parts_and_asks_nobody(no_home: Path, site: Site, tmp_path: Path) -> None:
    sized = "entries: {a.csv: 1500000, b.csv: 500000}"
    listed = manifest(
        tmp_path,
        part(site, "tables", "files", "/{}", sized, 'measured: "2026-11-01"'),
        part(site, "laws", "archive", "/laws.zip"),
    )
    told = run(no_home, site, listed, "ingest", "starter", "--dry-run")
    assert told.code == 0
    for words in (
        "tables: Part tables",
        f"{at(site, '/a.csv')} and 1 more",
        "CC-BY-NC-4.0 (not for commercial use)",
        "about 2.0 MB, measured 2026-11-01",
        "cite as   Somebody, part laws.",
        "size not known",
    ):
        assert words in told.out
    (one,) = run(no_home, site, listed, "ingest", "starter:tables", "--dry-run", "--json").lines()
    assert (one["part"], one["size"], one["as_of"]) == ("tables", 2_000_000, "2026-11-25")
    assert one["entries"] == [
        {"name": name, "address": at(site, f"/{name}"), "size": size}
        for name, size in (("a.csv", 1_500_000), ("b.csv", 500_000))
    ]
    assert site.visits == []
    assert not no_home.exists()


def test_a_part_or_manifest_that_is_not_there_makes_no_home(no_home: Path, site: Site, tmp_path: Path) -> None:
    listed = manifest(tmp_path, part(site, "tables", "files", "/x.csv"))
    wrong = run(no_home, site, listed, "ingest", "starter:table")
    assert (wrong.code, wrong.err.count("\n")) == (1, 1)
    assert "it has tables" in wrong.err
    none = run(no_home, site, tmp_path / "none.yaml", "ingest", "starter")
    assert (none.code, none.err.count("\n")) == (1, 1)
    assert "none.yaml: the starter's manifest does not hold" in none.err
    assert not no_home.exists()


def test_the_manifest_that_ships_is_listed_without_a_network(no_home: Path) -> None:
    told = sextant(no_home, "ingest", "starter", "--dry-run", "--json").lines()
    assert {str(one["part"]) for one in told} >= {
        "epoch",
        "atom",
        "agora",
        "federal-register",
        "eu-law",
        "papers",
        "hub",
    }
