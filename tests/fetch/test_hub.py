"""The Hub's interface, answered by a server on this machine in the shape that the Hub has."""

import json
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from huggingface_hub import HfApi, close_session, hf_hub_url
from hypothesis import given
from hypothesis import strategies as st

from ingest.fetch import Fetched, Fetcher, NotFetched
from ingest.fetch.hub import Hub
from ingest.fetch.hub_records import HubModel, read_models
from ingest.fetch.services import texts_of
from tests.fetch.site import Reply, Site, Visit

R1 = {
    "_id": "678dc6fff905d106be796d8a",
    "id": "deepseek-ai/DeepSeek-R1",
    "author": "deepseek-ai",
    "sha": "56d4cbbb4d29f4355bab4b9a39ccb717a14ad5ad",
    "createdAt": "2025-01-20T03:46:07.000Z",
    "lastModified": "2025-03-27T04:01:59.000Z",
    "private": False,
    "gated": False,
    "disabled": False,
    "downloads": 431234,
    "downloadsAllTime": 9876543,
    "likes": 12700,
    "tags": ["transformers", "safetensors", "license:mit"],
    "pipeline_tag": "text-generation",
    "library_name": "transformers",
    "safetensors": {"parameters": {"BF16": 3918786560, "F8_E4M3": 680571043840}, "total": 684531386000},
}
DISTILLED = {
    "id": "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B",
    "gated": "manual",
    "downloads": 7,
    "baseModels": {"relation": "finetune", "models": [{"_id": "x", "id": "Qwen/Qwen2.5-Math-7B"}]},
    "childrenModelCount": 4,
}
OLD = {"id": "bert-base", "gated": "auto", "downloads": None, "baseModels": {"relation": "merge", "models": ["a/b"]}}


def paged(site: Site, pages: list[list[object]], spaced: bool = False) -> None:
    """Serve pages of models as the Hub does: a cursor in the address of the next page."""

    def script(visit: Visit) -> None:
        at = int(dict(parse_qsl(urlsplit(visit.path).query)).get("cursor", "0"))
        body = json.dumps(pages[at], indent=1 if spaced else None).encode()
        here = f"http://{visit.headers['host']}/api/models"
        links = [f'<{here}?cursor=0>; rel="first"']
        if at + 1 < len(pages):
            links.append(f'<{here}?author=deepseek-ai&cursor={at + 1}>; rel="next"')
        headers = {"Content-Type": "application/json; charset=utf-8", "Link": ", ".join(links), "ETag": f'W/"{at}"'}
        visit.reply(Reply(body=body, headers=headers))

    site.put("/api/models", script)


@pytest.fixture
def hub(site: Site, fetcher: Fetcher) -> Hub:
    return Hub(fetcher, site.url("/"))


def models(found: Iterator[HubModel | NotFetched]) -> list[HubModel]:
    taken = list(found)
    assert [one for one in taken if isinstance(one, NotFetched)] == []
    return [one for one in taken if isinstance(one, HubModel)]


def test_a_model_is_read_with_all_that_is_told_of_it(site: Site, hub: Hub) -> None:
    site.put("/api/models/deepseek-ai/DeepSeek-R1", Reply(body=json.dumps(R1).encode()))
    model = hub.model_info("deepseek-ai/DeepSeek-R1")
    assert isinstance(model, HubModel)
    assert (model.id, model.author, model.gated, model.private) == (
        "deepseek-ai/DeepSeek-R1",
        "deepseek-ai",
        "no",
        False,
    )
    assert (model.downloads, model.downloads_all_time, model.likes) == (431234, 9876543, 12700)
    assert (model.created, model.modified) == ("2025-01-20T03:46:07.000Z", "2025-03-27T04:01:59.000Z")
    assert (model.parameters, model.parameters_by_type["BF16"]) == (684531386000, 3918786560)
    assert (model.task, model.library, model.tags[-1]) == ("text-generation", "transformers", "license:mit")
    assert (model.base_models, model.base_relation, model.unread) == ((), None, ())
    asked = parse_qsl(urlsplit(site.visits[-1].path).query)
    assert tuple(value for name, value in asked if name == "expand") == texts_of("hub", "expand")
    assert site.visits[-1].headers["accept"] == "application/json"


@pytest.mark.parametrize("spaced", [False, True])
def test_the_models_of_an_organisation_come_page_by_page(site: Site, hub: Hub, spaced: bool) -> None:
    paged(site, [[R1, DISTILLED], [], [OLD]], spaced)
    found = models(hub.list_models("deepseek-ai"))
    assert [one.id for one in found] == [R1["id"], DISTILLED["id"], "bert-base"]
    assert [one.gated for one in found] == ["no", "manual", "auto"]
    assert (found[1].base_models, found[1].base_relation) == (("Qwen/Qwen2.5-Math-7B",), "finetune")
    assert (found[2].base_models, found[2].downloads) == (("a/b",), None)
    assert found[1].unread == ("childrenModelCount",)
    for one, record in zip(found, (R1, DISTILLED, OLD), strict=True):
        assert one.answer.data.decode()[one.start : one.start + len(one.raw)] == one.raw
        assert json.loads(one.raw) == record
    assert dict(parse_qsl(urlsplit(site.came(site.visits[1].path)[0].path).query))["author"] == "deepseek-ai"


def test_pages_that_did_not_change_are_walked_from_the_cache(site: Site, hub: Hub) -> None:
    paged(site, [[R1], [OLD]])
    first, again = models(hub.list_models("deepseek-ai")), models(hub.list_models("deepseek-ai"))
    assert [one.id for one in again] == [one.id for one in first]
    assert [one.answer.status for one in again] == ["unchanged", "unchanged"]


@pytest.mark.parametrize("limit", [0, 1, 2, 3, 4])
def test_no_more_models_come_than_are_wanted(site: Site, hub: Hub, limit: int) -> None:
    paged(site, [[R1, DISTILLED], [OLD]])
    assert len(models(hub.list_models("deepseek-ai", limit=limit))) == min(limit, 3)
    assert len([visit for visit in site.visits if "/api/" in visit.path]) == (
        0 if limit == 0 else 1 if limit < 3 else 2
    )


def test_a_page_that_does_not_come_is_told_and_is_the_last(site: Site, hub: Hub) -> None:
    link = {"Link": f'<{site.url("/api/more")}>; rel="next"'}
    site.put("/api/models", Reply(body=json.dumps([R1]).encode(), headers=link))
    first, last = hub.list_models("deepseek-ai")
    assert isinstance(first, HubModel)
    assert isinstance(last, NotFetched)
    assert last.reason == "it is not there"


def test_pages_that_lead_back_end(site: Site, hub: Hub) -> None:
    link = {"Link": f'<{site.url("/api/models?cursor=1")}>; rel="next"'}
    site.put("/api/models", Reply(body=json.dumps([R1]).encode(), headers=link))
    *found, last = hub.list_models("deepseek-ai")
    assert (len(found), isinstance(last, NotFetched)) == (2, True)


def test_a_next_page_inside_is_not_asked_for(site: Site, hub: Hub) -> None:
    link = {"Link": '<http://169.254.169.254/latest/meta-data/>; rel="next"'}
    site.put("/api/models", Reply(body=json.dumps([R1]).encode(), headers=link))
    assert [one.id for one in models(hub.list_models("deepseek-ai"))] == [R1["id"]]


def test_a_record_that_is_no_model_does_not_lose_the_others(site: Site, hub: Hub) -> None:
    paged(site, [[R1, {"id": "../../etc"}, {"name": "x"}, 7, DISTILLED]])
    found = list(hub.list_models("deepseek-ai"))
    assert [isinstance(one, HubModel) for one in found] == [True, False, False, False, True]


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1, 2", b'[{"id": "a/b"} 7]', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_answer_of_the_hub_has_a_reason(site: Site, hub: Hub, body: bytes) -> None:
    site.put("/api/models", Reply(body=body))
    (answer,) = hub.list_models("deepseek-ai")
    assert isinstance(answer, NotFetched)
    assert answer.reason == "what came is not what was announced"


@pytest.mark.parametrize("model", ["", "../x", "a/b/c", "https://a.example/x", "a b/c", "a/b?x=1", "a/b#c"])
def test_what_is_no_id_is_not_asked_for(site: Site, hub: Hub, model: str) -> None:
    assert isinstance(hub.model_info(model), NotFetched)
    assert isinstance(hub.card(model), NotFetched)
    assert site.visits == []


def test_a_model_that_was_renamed_answers_with_its_new_id(site: Site, hub: Hub) -> None:
    site.put("/api/models/THUDM/glm-4-9b", Reply(status=307, headers={"Location": "/api/models/zai-org/glm-4-9b"}))
    site.put("/api/models/zai-org/glm-4-9b", Reply(body=b'{"id": "zai-org/glm-4-9b"}'))
    found = hub.model_info("THUDM/glm-4-9b")
    assert isinstance(found, HubModel)
    assert found.id == "zai-org/glm-4-9b"


def test_a_card_is_fetched(site: Site, hub: Hub) -> None:
    site.put("/deepseek-ai/DeepSeek-R1/resolve/main/README.md", Reply(body=b"---\nlicense: mit\n---\n"))
    answer = hub.card("deepseek-ai/DeepSeek-R1")
    assert isinstance(answer, Fetched)
    assert answer.data.startswith(b"---")
    assert isinstance(hub.card("deepseek-ai/none"), NotFetched)


@pytest.fixture
def asked_by_client(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[HfApi]:
    # The server is on this machine: the client may ask it where it is set to leave the network alone.
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    close_session()
    yield HfApi(endpoint=site.url("", "127.0.0.1"), token=False)
    close_session()


def test_the_hubs_own_client_asks_alike_and_reads_alike(site: Site, hub: Hub, asked_by_client: HfApi) -> None:
    """The Hub's own client puts the same questions to the same server, and makes the same of its answers."""
    expand = list(texts_of("hub", "expand"))
    paged(site, [[R1, DISTILLED], [OLD]])
    site.put("/api/models/deepseek-ai/DeepSeek-R1", Reply(body=json.dumps(R1).encode()))
    ours = [*models(hub.list_models("deepseek-ai")), hub.model_info("deepseek-ai/DeepSeek-R1")]
    asked = [visit.path for visit in site.visits if visit.path != "/robots.txt"]
    before = len(site.visits)
    theirs = list(asked_by_client.list_models(author="deepseek-ai", limit=500, expand=expand))
    theirs.append(asked_by_client.model_info("deepseek-ai/DeepSeek-R1", expand=expand))  # type: ignore[arg-type]
    assert [taken_apart(path) for path in asked] == [taken_apart(visit.path) for visit in site.visits[before:]]
    for one, other in zip(ours, theirs, strict=True):
        assert isinstance(one, HubModel)
        assert (one.id, one.downloads, one.downloads_all_time) == (other.id, other.downloads, other.downloads_all_time)
        assert one.gated == ("no" if other.gated is False else other.gated)
        assert one.parameters == (other.safetensors.total if other.safetensors else None)


def test_a_card_lies_where_the_hubs_own_client_finds_it(site: Site, hub: Hub) -> None:
    hub.card("deepseek-ai/DeepSeek-R1")
    assert site.visits[-1].path == urlsplit(hf_hub_url("deepseek-ai/DeepSeek-R1", "README.md")).path


def taken_apart(path: str) -> tuple[str, list[tuple[str, str]]]:
    return urlsplit(path).path, sorted(parse_qsl(urlsplit(path).query))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from([*R1, "baseModels", "relation", "models", "x"])


@given(st.lists(st.dictionaries(FIELDS, VALUES, max_size=6) | VALUES, max_size=4), st.binary(max_size=3))
def test_any_answer_is_read_or_has_a_reason(records: list[object], tail: bytes) -> None:
    answer = answered(json.dumps(records).encode() + tail)
    for one in read_models(answer):
        assert isinstance(one, NotFetched) or json.loads(one.raw)["id"] == one.id


def answered(data: bytes) -> Fetched:
    place, moment = "https://hub.example/api/models", "2025-06-15T15:06:40.000000Z"
    return Fetched(
        asked=place,
        address=place,
        final=place,
        data=data,
        media_type="application/json",
        charset=None,
        retrieved=moment,
        checked=moment,
        status="new",
        etag=None,
        last_modified=None,
        from_cache=False,
    )
