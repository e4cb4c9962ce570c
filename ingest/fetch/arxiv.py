"""arXiv's interface: papers by id or by search, page by page, as Atom feeds."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from graph.errors import InvalidValue
from ingest.fetch.fetcher import Fetcher
from ingest.fetch.services import number_of, text_of
from ingest.fetch.types import Fetched, NotFetched
from ingest.hub_ids import arxiv_id

_TOTAL = re.compile(rb"<(?:\w+:)?totalResults[^>]{0,200}>\s*(\d{1,9})\s*<")
_ENTRY = re.compile(rb"<(?:\w+:)?entry[\s>]")
_VERSION = re.compile(r"v\d{1,3}(?=(?:\.pdf)?/?$)", re.IGNORECASE)


def query_address(
    *,
    ids: Sequence[str] = (),
    search: str | None = None,
    start: int = 0,
    size: int | None = None,
    endpoint: str | None = None,
) -> str:
    """Return the address of one page of an answer: papers by id, by search, or those of the ids that a search finds.

    ``search`` is in arXiv's own words: ``cat:cs.CL AND ti:"open weights"``. ``start`` counts papers from 0, ``size``
    is papers of a page; None: as the file of services has it. Raises InvalidValue for a text that is no id, and
    where neither ids nor search are given.
    """
    if not ids and not (search or "").strip():
        raise InvalidValue("arxiv: nothing to ask for; give ids like 2501.12948, or a search like cat:cs.CL")
    fields = [
        *([("search_query", (search or "").strip())] if search else []),
        *([("id_list", ",".join(_plain(one) for one in ids))] if ids else []),
        ("start", str(start)),
        ("max_results", str(number_of("arxiv", "page_size") if size is None else size)),
    ]
    where = (endpoint or text_of("arxiv", "endpoint")).rstrip("/")
    return f"{where}{text_of('arxiv', 'query')}?{urlencode(fields)}"


def fetch_papers(
    fetcher: Fetcher,
    *,
    ids: Sequence[str] = (),
    search: str | None = None,
    limit: int | None = None,
    endpoint: str | None = None,
) -> Iterator[Fetched | NotFetched]:
    """Yield the pages of an answer, of at most ``limit`` papers; a page that does not come is the last.

    Raises InvalidValue as ``query_address`` does.
    """
    size = number_of("arxiv", "page_size")
    if search:
        yield from _pages(fetcher, ids, search, limit, endpoint)
        return
    wanted = ids if limit is None else ids[:limit]
    for at in range(0, len(wanted), size) or (0,):
        yield from _pages(fetcher, wanted[at : at + size], None, None, endpoint)


def _pages(
    fetcher: Fetcher, ids: Sequence[str], search: str | None, limit: int | None, endpoint: str | None
) -> Iterator[Fetched | NotFetched]:
    size, most = number_of("arxiv", "page_size"), number_of("arxiv", "max_results")
    end = most if limit is None else min(limit, most)
    start = 0
    while start < end:
        address = query_address(ids=ids, search=search, start=start, size=min(size, end - start), endpoint=endpoint)
        answer = _whole_page(fetcher, address, start)
        yield answer
        if isinstance(answer, NotFetched):
            return
        start += size
        end = min(end, _total(answer))


def _whole_page(fetcher: Fetcher, address: str, start: int) -> Fetched | NotFetched:
    """Return a page; one that is empty before the end is asked for again."""
    told = 0
    for again in range(number_of("arxiv", "empty_pages") + 1):
        # The empty page has a tag too, by which it would be confirmed.
        answer = fetcher.get(address, conditional=not again)
        if isinstance(answer, NotFetched) or _ENTRY.search(answer.data) or start >= _total(answer):
            return answer
        told = _total(answer)
    detail = f"an empty page, though there are {told} papers; ask again later"
    return NotFetched(asked=address, reason="the answer is shorter than announced", detail=detail)


def _total(answer: Fetched) -> int:
    found = _TOTAL.search(answer.data)
    return int(found[1]) if found else 0


def _plain(text: str) -> str:
    """Return an id with its version where one is given."""
    found = arxiv_id(text)
    if found is None:
        raise InvalidValue(f"arxiv {text!r}: not an id; one looks like 2501.12948 or 2501.12948v2")
    version = _VERSION.search(text.strip())
    return found + (version[0].lower() if version else "")
