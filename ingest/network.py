"""What a user names that is no file: pages, feeds, models of the Hub, papers of arXiv, the starter; as items."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from graph.errors import SourceError
from graph.record.types import SetAside
from ingest.fetch import Fetched, Fetcher, FetchReason, NotFetched
from ingest.fetch.arxiv import fetch_papers
from ingest.fetch.hub import Hub
from ingest.fetch.hub_records import HubModel
from ingest.hub_ids import arxiv_id, has_namespace
from ingest.items import Item, item_at
from ingest.reader import HEAD, Head
from ingest.reasons import Reason
from ingest.starter import SHIPPED, Missing, Part, load_manifest
from ingest.starter_items import Progress, archive_items, file_items

Kind = Literal["page", "feed", "model", "organisation", "papers", "starter"]
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_ORG = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9])?")
_PART = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
_STARTER: Literal["starter"] = "starter"
NETWORK = "network"
"""The source of what could not be fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Something on the network that a user names."""

    kind: Kind
    text: str
    """As the user wrote it."""
    name: str
    """The address, the id on the Hub, the words of a search, or the part of the starter; empty: all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What the network is reached by."""

    fetcher: Fetcher
    hub: str | None = None
    """Where the Hub's interface is; None: the public one."""
    arxiv: str | None = None
    """Where arXiv's interface is; None: the public one."""
    limit: int | None = None
    """Of a list, at most so many are asked for."""
    gone: list[NotFetched] = field(default_factory=list)
    """What could not be had, in the order in which it was asked for."""
    manifest: Path = SHIPPED
    """The starter's manifest."""
    missing: list[Missing] = field(default_factory=list)
    """What of the starter could not be had, or was refused."""
    on_progress: Progress = lambda what, done, of: None
    """Told of what is fetched before there is an item to read."""


def parse_asked(text: str) -> Asked | None:
    """Return what on the network ``text`` names; None for a path.

    Raises SourceError where it has a scheme that nothing reads, or what follows cannot be.
    """
    scheme, _, rest = text.partition(":")
    rest = rest.strip()
    if scheme in ("http", "https"):
        return Asked(kind="page", text=text, name=text.strip())
    if scheme == "feed":
        address = rest if "://" in rest else f"https:{rest}" if rest.startswith("//") else f"https://{rest}"
        return Asked(kind="feed", text=text, name=address)
    if scheme == "hf":
        return _hub_name(text, rest)
    if text.strip() == _STARTER or scheme == _STARTER:
        return _starter_name(text, rest)
    if scheme == "arxiv":
        if not rest:
            raise SourceError(
                f"{text}: no paper is named; one looks like arxiv:2501.12948, a search like arxiv:cat:cs.CL"
            )
        return Asked(kind="papers", text=text, name=rest)
    if _SCHEME.match(text) and "://" in text:
        raise SourceError(f"{text}: nothing reads {scheme}: addresses; http, https, feed:, hf: and arxiv: are read")
    return None


def without_repeats(asked: Sequence[Asked]) -> list[Asked]:
    """Return what is asked for without the parts of a starter that is asked for as a whole."""
    whole = any(one.kind == _STARTER and not one.name for one in asked)
    return [one for one in dict.fromkeys(asked) if not (whole and one.kind == _STARTER and one.name)]


def starter_parts(asked: Sequence[Asked], manifest: Path | None = None) -> tuple[Part, ...]:
    """Return the parts of the starter that are asked for, each once, in the order of the manifest.

    Raises SourceError where the manifest does not hold, or has no such part.
    """
    names = [one.name for one in asked if one.kind == _STARTER]
    if not names:
        return ()
    listed = load_manifest(manifest or SHIPPED)
    chosen = {part.name for name in names for part in listed.chosen(name)}
    return tuple(part for part in listed.parts if part.name in chosen)


def _starter_name(text: str, name: str) -> Asked:
    if ":" in text and not _PART.fullmatch(name):
        raise SourceError(f"{text}: is no part of the starter; sextant ingest starter --dry-run lists them")
    return Asked(kind=_STARTER, text=text.strip(), name=name)


def _hub_name(text: str, rest: str) -> Asked:
    if has_namespace(rest):
        return Asked(kind="model", text=text, name=rest)
    if _ORG.fullmatch(rest):
        return Asked(kind="organisation", text=text, name=rest)
    raise SourceError(f"{text}: is no id of the Hub; one looks like hf:Qwen/Qwen2.5-7B, an organisation like hf:Qwen")


def fetch_items(asked: Asked, reach: Reach) -> Iterator[Item | SetAside]:
    """Yield what is fetched, one item an answer; what could not be had is set aside with its reason."""
    for found in _KINDS[asked.kind](asked, reach):
        if isinstance(found, NotFetched):
            reach.gone.append(found)
            yield _aside(found.asked, found.reason, found.detail)
        else:
            yield found


def _aside(address: str, reason: FetchReason | Reason, detail: str) -> SetAside:
    return SetAside(address=address, source=NETWORK, reason=reason, detail=detail, retrieved=_now())


def _now() -> str:
    from graph.record.clock import now

    return now()


def _page(asked: Asked, reach: Reach) -> Iterator[Item | NotFetched]:
    answer = reach.fetcher.get(asked.name)
    yield answer if isinstance(answer, NotFetched) else item_of(answer)


def _feed(asked: Asked, reach: Reach) -> Iterator[Item | NotFetched]:
    answer = reach.fetcher.get(asked.name)
    yield answer if isinstance(answer, NotFetched) else item_of(answer, rolling=True)


def _model(asked: Asked, reach: Reach) -> Iterator[Item | NotFetched]:
    hub = Hub(reach.fetcher, reach.hub)
    found = hub.model_info(asked.name)
    yield found if isinstance(found, NotFetched) else _record(found)
    name = asked.name if isinstance(found, NotFetched) else found.id
    yield _card(name, hub)


def _organisation(asked: Asked, reach: Reach) -> Iterator[Item | NotFetched]:
    hub = Hub(reach.fetcher, reach.hub)
    # Some of many are those that are used most, not those that the Hub happens to list first.
    for found in hub.list_models(asked.name, limit=reach.limit, sort=None if reach.limit is None else "downloads"):
        if isinstance(found, NotFetched):
            yield found
        else:
            yield _record(found)
            yield _card(found.id, hub)


def _papers(asked: Asked, reach: Reach) -> Iterator[Item | NotFetched]:
    ids = [arxiv_id(part) and part for part in asked.name.split(",")]
    plain = [part for part in ids if part]
    if len(plain) == len(ids):
        answers = fetch_papers(reach.fetcher, ids=plain, endpoint=reach.arxiv)
    else:
        answers = fetch_papers(reach.fetcher, search=asked.name, limit=reach.limit, endpoint=reach.arxiv)
    for answer in answers:
        yield answer if isinstance(answer, NotFetched) else item_of(answer, rolling=True)


def _record(model: HubModel) -> Item:
    """Return the Hub's record of a model as an item of its own, wherever it stood in an answer."""
    data = model.raw.encode("utf-8", "surrogatepass")
    parts = urlsplit(model.answer.address)
    address = f"{parts.scheme}://{parts.netloc}/api/models/{model.id}"
    return _item(address, data, "application/json", model.answer.retrieved, None)


def _card(name: str, hub: Hub) -> Item | NotFetched:
    answer = hub.card(name)
    if isinstance(answer, NotFetched):
        return answer
    organisation, _, model = name.partition("/")
    head = Head(
        name="README.md",
        folders=(model, organisation),
        start=answer.data[:HEAD],
        media_type="text/markdown",
        address=answer.address,
    )
    return Item(head=head, load=lambda limit: answer.data[:limit], retrieved=answer.retrieved, charset=answer.charset)


def item_of(answer: Fetched, *, rolling: bool = False) -> Item:
    """Return an answer as an item of a run."""
    return _item(answer.address, answer.data, answer.media_type, answer.retrieved, answer.charset, rolling=rolling)


def _item(
    address: str, data: bytes, media_type: str, retrieved: str, charset: str | None, *, rolling: bool = False
) -> Item:
    return item_at(
        address,
        data[:HEAD],
        lambda limit: data[:limit],
        media_type=media_type,
        retrieved=retrieved,
        charset=charset,
        rolling=rolling,
    )


def _starter(asked: Asked, reach: Reach) -> Iterator[Item | NotFetched | SetAside]:
    parts = [part for part in load_manifest(reach.manifest).parts if asked.name in ("", part.name)]
    if not parts:
        # A home may remember a part that its manifest no longer has.
        yield _aside(asked.text, "the starter has no such part", "sextant ingest starter --dry-run lists them")
    for part in parts:
        for found in _part(part, reach):
            if isinstance(found, NotFetched):
                missed = Missing(part=part.name, address=found.asked, reason=found.reason, detail=found.detail)
                reach.missing.append(missed)
            elif isinstance(found, SetAside):
                missed = Missing(part=part.name, address=found.address, reason=found.reason, detail=found.detail)
                reach.missing.append(missed)
            yield found


def _part(part: Part, reach: Reach) -> Iterator[Item | NotFetched | SetAside]:
    if part.kind == "files":
        yield from file_items(part, reach.fetcher, reach.on_progress)
    elif part.kind == "archive":
        yield from archive_items(part, reach.fetcher, reach.on_progress, NETWORK)
    elif part.kind == "papers":
        ids = ",".join(entry.name for entry in part.entries)
        yield from _papers(Asked(kind="papers", text=part.name, name=ids), reach)
    else:
        limits = [limit for limit in (part.most, reach.limit) if limit is not None]
        for entry in part.entries:
            named = Asked(kind="organisation", text=part.name, name=entry.name)
            yield from _organisation(named, replace(reach, limit=min(limits, default=None)))


_KINDS = {
    "page": _page,
    "feed": _feed,
    "model": _model,
    "organisation": _organisation,
    "papers": _papers,
    "starter": _starter,
}
