"""The starter's manifest, its archives and its files, against a server on this machine."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import SourceError
from graph.record.types import SetAside
from ingest.fetch import Fetcher, is_allowed
from ingest.hub_ids import arxiv_id
from ingest.items import Item
from ingest.network import Asked, Reach, fetch_items, parse_asked, starter_parts, without_repeats
from ingest.starter import SHIPPED, Missing, load_manifest
from tests.fetch.site import Reply, Site, fetcher_for
from tests.ingest.zipping import zipped

REFERENCE = SHIPPED.parents[1] / "graph" / "reference"
PART = """
  {name}:
    title: A part
    kind: {kind}
    page: https://example.org/
    licence: MIT
    citation: Somebody, a part.
    address: "{address}"
"""


def manifest(tmp_path: Path, *parts: str) -> Path:
    path = tmp_path / "manifest.yaml"
    path.write_text('as_of: "2026-11-25"\nparts:' + "".join(parts), encoding="utf-8")
    load_manifest.cache_clear()
    return path


def part(name: str, kind: str, address: str, *more: str) -> str:
    return PART.format(name=name, kind=kind, address=address) + "".join(f"    {line}\n" for line in more)


# The manifest that ships


def test_the_shipped_manifest_is_dated_and_every_part_says_what_an_analyst_needs() -> None:
    listed = load_manifest()
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", listed.as_of)
    assert {one.kind for one in listed.parts} == {"files", "archive", "papers", "organisations"}
    for one in listed.parts:
        assert one.title
        assert one.licence
        assert len(one.citation) > 20
        assert (one.measured is not None) == any(entry.size for entry in one.entries), one.name
        if "NC" in one.licence or "none" in one.licence:
            assert one.limits, one.name


def test_every_shipped_address_is_one_that_may_be_fetched_and_stands_there_once() -> None:
    addresses = [entry.address for one in load_manifest().parts for entry in one.entries]
    addresses += [one.page for one in load_manifest().parts]
    assert len(addresses) == len(set(addresses))
    for address in addresses:
        assert address.startswith("https://"), address
        assert is_allowed(address, frozenset()), address


def test_shipped_identifiers_are_those_of_the_reference_or_of_their_form() -> None:
    parts = {one.name: [entry.name for entry in one.entries] for one in load_manifest().parts}
    labs, policies = ((REFERENCE / f"{name}.yaml").read_text(encoding="utf-8") for name in ("labs", "policies"))
    assert len(parts["hub"]) == 25
    assert [name for name in parts["hub"] if not re.search(rf"hf-org:{re.escape(name)}\b", labs)] == []
    assert [number for number in parts["federal-register"] if f"federalregister.gov/d/{number}" not in policies] == []
    assert [number for number in parts["papers"] if arxiv_id(number) != number] == []
    celex = re.findall(r"CELEX[: ](\w+)", SHIPPED.read_text(encoding="utf-8"))
    assert len(celex) == 3
    assert [one for one in celex if one not in policies] == []


# Manifests that do not hold


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("as_of: [", "does not hold"),
        ('as_of: "2026-11-25"\n', "no field 'parts'"),
        ('as_of: "soon"\nparts:' + part("a", "files", "https://a.test/"), "soon"),
        ('as_of: "2026-11-25"\nparts: {}\n', "it lists no part"),
        ('as_of: "2026-11-25"\nparts:' + part("a", "tables", "https://a.test/"), "kind 'tables' is none of"),
        ('as_of: "2026-11-25"\nparts:' + part("a", "files", "ftp://a.test/"), "not an http or https address"),
        ('as_of: "2026-11-25"\nparts:' + part("a", "files", "https://a.test/", "entries: [x]"), "no single {}"),
        ('as_of: "2026-11-25"\nparts:' + part("a", "files", "https://a.test/{}", "entries: [25.1]"), "quotes"),
        ('as_of: "2026-11-25"\nparts:' + part("a", "files", "https://a.test/{}", "entries: {x: many}"), "'many'"),
        ('as_of: "2026-11-25"\nparts:' + part("a", "files", "https://a.test/", "licens: MIT"), "'licens'"),
        ('as_of: "2026-11-25"\nparts:' + part("a", "organisations", "https://a.test/", "most: 0"), "most 0"),
        ('as_of: "2026-11-25"\nparts:\n  a: {title: b}\n', "part 'a' has no field"),
    ],
)
def test_a_manifest_that_does_not_hold_is_refused_with_the_place(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=re.escape(told)) as refused:
        load_manifest(path)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_manifest_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not hold"):
        load_manifest(tmp_path / "none.yaml")


# What a user asks for


def test_the_starter_and_its_parts_are_read_from_words() -> None:
    assert parse_asked("starter") == Asked(kind="starter", text="starter", name="")
    assert parse_asked("starter:epoch") == Asked(kind="starter", text="starter:epoch", name="epoch")
    assert parse_asked("./starter") is None
    for wrong in ("starter:", "starter:A B", "starter:../x"):
        with pytest.raises(SourceError, match="no part of the starter"):
            parse_asked(wrong)


def test_a_part_is_fetched_once_where_all_of_it_is_asked_for() -> None:
    whole, one, other = (Asked(kind="starter", text=f"starter{name}", name=name[1:]) for name in ("", ":a", ":b"))
    page = Asked(kind="page", text="https://a.test/", name="https://a.test/")
    assert without_repeats([one, page, whole, one]) == [page, whole]
    assert without_repeats([one, other, one]) == [one, other]


def test_parts_are_chosen_by_name_and_a_wrong_name_is_told_the_right_ones() -> None:
    names = [one.name for one in starter_parts([Asked(kind="starter", text="starter:hub", name="hub")])]
    assert names == ["hub"]
    assert starter_parts([]) == ()
    with pytest.raises(SourceError, match="it has epoch, atom"):
        starter_parts([Asked(kind="starter", text="starter:epok", name="epok")])


# Files


@pytest.fixture
def site() -> Iterator[Site]:
    with Site().running() as running:
        yield running


@pytest.fixture
def fetcher(site: Site, tmp_path: Path) -> Iterator[Fetcher]:
    with fetcher_for(site, tmp_path / "cache") as made:
        yield made


def fetched(reach: Reach, name: str = "") -> list[Item | SetAside]:
    return list(fetch_items(Asked(kind="starter", text="starter", name=name), reach))


def test_files_find_each_other_and_what_is_missing_is_named_with_its_part(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    site.put("/data/inputs.csv", Reply(body=b"a,b\n1,2\n", headers={"Content-Type": "text/csv"}))
    site.put("/data/large.csv", Reply(body=b"c\n3\n", headers={"ETag": '"1"'}))
    listed = 'entries: {inputs.csv: 8, "gone.csv": null, large.csv: 3000000}'
    path = manifest(tmp_path, part("chips", "files", site.url("/data/{}"), listed))
    told: list[tuple[str, int, int]] = []
    reach = Reach(fetcher=fetcher, manifest=path, on_progress=lambda *what: told.append(what))
    gone, small, large = fetched(reach)
    assert isinstance(gone, SetAside)
    assert reach.missing == [
        Missing(part="chips", address=site.url("/data/gone.csv"), reason="it is not there", detail=gone.detail)
    ]
    assert isinstance(small, Item)
    assert isinstance(large, Item)
    assert (small.load(99), small.load(1), large.load(99)) == (b"a,b\n1,2\n", b"a", b"c\n3\n")
    assert (small.head.name, small.head.media_type, small.head.address) == (
        "inputs.csv",
        "text/csv",
        site.url("/data/inputs.csv"),
    )
    assert small.beside(("large.csv",))("large.csv") == b"c\n3\n"
    assert large.beside(("large.csv",))("inputs.csv") is None
    assert small.beside(("gone.csv",))("gone.csv") is None
    assert [file.name for file in fetcher.files.rglob("*") if file.is_file()] == ["large.csv"]
    assert told[-1] == ("fetching chips", 3, 3)


def test_an_archive_below_the_page_of_its_newest_version_keeps_the_address_of_all_versions(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    reach = Reach(
        fetcher=fetcher,
        manifest=manifest(tmp_path, part("laws", "archive", site.url("/doi/1"), "below: files/laws.zip")),
    )
    for version in ("1", "2"):
        site.put("/doi/1", Reply(status=302, headers={"Location": f"/records/{version}?x=1"}))
        site.put(f"/records/{version}", Reply(body=b"<html>"))
        site.put(f"/records/{version}/files/laws.zip", Reply(body=zipped({"1.txt": version.encode()})))
        (found,) = fetched(reach)
        assert isinstance(found, Item)
        assert found.head.address == site.url("/doi/1") + "!/1.txt"
        assert found.load(9) == version.encode()
    site.put("/doi/1", Reply(status=302, headers={"Location": "/records/3"}))
    site.put("/records/3", Reply(body=b"<html>"))
    (gone,) = fetched(reach)
    assert isinstance(gone, SetAside)
    assert (gone.address, gone.reason) == (site.url("/doi/1"), "it is not there")
    assert "/records/3/files/laws.zip" in gone.detail


def test_papers_and_organisations_are_asked_for_by_their_own_interfaces(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    path = manifest(
        tmp_path,
        part("papers", "papers", "https://arxiv.org/abs/{}", 'entries: ["2501.12948", "2412.19437"]'),
        part("hub", "organisations", "https://huggingface.co/{}", "entries: [acme]", "most: 7"),
    )
    site.put("/api/query", Reply(body=b"<feed><entry>1</entry></feed>"))
    site.put("/api/models", Reply(body=b'[{"id": "acme/A"}]'))
    site.put("/acme/A/resolve/main/README.md", Reply(body=b"# A"))
    here = site.url("")
    found = fetched(Reach(fetcher=fetcher, manifest=path, hub=here, arxiv=here, limit=5))
    assert all(isinstance(one, Item) for one in found)
    (query,) = [visit.path for visit in site.visits if visit.path.startswith("/api/query")]
    assert "id_list=2501.12948%2C2412.19437" in query
    (models,) = [visit.path for visit in site.visits if visit.path.startswith("/api/models")]
    assert "author=acme&limit=5&sort=downloads&direction=-1" in models


def test_a_part_that_the_manifest_no_longer_has_is_set_aside(fetcher: Fetcher, tmp_path: Path) -> None:
    path = manifest(tmp_path, part("a", "files", "https://a.test/"))
    (found,) = fetched(Reach(fetcher=fetcher, manifest=path), "old")
    assert isinstance(found, SetAside)
    assert found.reason == "the starter has no such part"


def test_the_limit_of_a_part_holds_without_another(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    path = manifest(tmp_path, part("hub", "organisations", "https://huggingface.co/{}", "entries: [acme]", "most: 7"))
    site.put("/api/models", Reply(body=b"[]"))
    reach = Reach(fetcher=fetcher, manifest=path, hub=site.url(""))
    assert fetched(reach) == []
    assert fetched(replace(reach, limit=50)) == []
    assert all("limit=7&" in visit.path for visit in site.visits if visit.path.startswith("/api/models"))
