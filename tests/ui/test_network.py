"""The commands that fetch, against a server on this machine that answers as the Hub does."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fetch.site import Reply, Site, Visit
from tests.ui.running import Ran, sextant

CARD = "---\nlicense: {licence}\nbase_model: acme/Base-7B\n---\n# Tuned\n\nA model.\n"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site().running() as running:
        yield running


def run(home: Path, site: Site, *arguments: str | Path) -> Ran:
    address = f"127.0.0.1:{site.port}"
    return sextant(home, *arguments, HF_ENDPOINT=f"http://{address}", SEXTANT_ALLOW_HOSTS=address)


def put_model(site: Site, name: str, licence: str) -> None:
    record = {"id": name, "author": name.partition("/")[0], "downloads": 7, "likes": 2, "gated": False}
    site.put(f"/api/models/{name}", Reply(body=json.dumps(record).encode()))
    body, etag = CARD.format(licence=licence).encode(), f'"{licence}"'

    def card(visit: Visit) -> None:
        known = visit.headers.get("if-none-match") == etag
        visit.reply(Reply(status=304) if known else Reply(body=body, headers={"ETag": etag}))

    site.put(f"/{name}/resolve/main/README.md", card)


def licences(home: Path) -> list[dict[str, object]]:
    query = "MATCH (m:Model)-[:LICENSED_UNDER]->(l) RETURN m.id AS model, l.name AS licence ORDER BY model, licence"
    return sextant(home, "cypher", query, "--json").lines()


def test_a_model_of_the_hub_is_read_and_updated(home: Path, site: Site) -> None:
    put_model(site, "acme/Tuned-7B", "mit")
    assert run(home, site, "ingest", "hf:acme/Tuned-7B", "--json").code == 0
    assert licences(home) == [{"model": "hf:acme/Tuned-7B", "licence": "mit"}]
    assert sextant(home, "update", "--dry-run").out == "hf:acme/Tuned-7B\n"

    again = run(home, site, "update", "--json").json()["documents"]
    assert isinstance(again, dict)
    assert (again["new"], again["changed"]) == (0, 0)

    put_model(site, "acme/Tuned-7B", "apache-2.0")
    assert run(home, site, "update").code == 0
    assert licences(home) == [{"model": "hf:acme/Tuned-7B", "licence": "apache-2.0"}]


def test_what_is_no_longer_there_is_set_aside_and_what_was_read_stays(home: Path, site: Site) -> None:
    put_model(site, "acme/Tuned-7B", "mit")
    run(home, site, "ingest", "hf:acme/Tuned-7B")
    site.put("/acme/Tuned-7B/resolve/main/README.md", Reply(status=404))
    updated = run(home, site, "update")
    assert updated.code == 3
    assert "it is not there" in updated.err
    assert licences(home) == [{"model": "hf:acme/Tuned-7B", "licence": "mit"}]


def test_all_models_of_an_organisation_are_read_page_by_page(home: Path, site: Site) -> None:
    names = [f"acme/Model-{at}B" for at in range(1, 6)]
    for name in names:
        put_model(site, name, "mit")

    def models(visit: Visit) -> None:
        first = "cursor=" not in visit.path
        link = {"Link": f'<http://{visit.headers["host"]}/api/models?cursor=1>; rel="next"'} if first else {}
        body = json.dumps([{"id": name} for name in (names[:3] if first else names[3:])]).encode()
        visit.reply(Reply(body=body, headers=link))

    site.put("/api/models", models)
    assert run(home, site, "ingest", "hf:acme").code == 0
    assert [row["model"] for row in licences(home)] == [f"hf:{name}" for name in names]


def test_a_forgotten_document_leaves_the_cache_too(home: Path, site: Site) -> None:
    put_model(site, "acme/Tuned-7B", "mit")
    run(home, site, "ingest", "hf:acme/Tuned-7B")

    def held() -> list[Path]:
        return [path for path in (home / "cache").rglob("*") if path.is_file() and b"# Tuned" in path.read_bytes()]

    assert held()
    assert sextant(home, "forget", "acme/Tuned-7B").code == 0
    assert not held()


def test_a_private_address_is_not_fetched_unless_it_is_named(home: Path, site: Site) -> None:
    site.put("/page", Reply(body=b"secret"))
    refused = sextant(home, "ingest", f"http://127.0.0.1:{site.port}/page")
    assert refused.code == 3
    assert "the host is private or local" in refused.err
    assert site.visits == []
