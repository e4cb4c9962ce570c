"""The Hugging Face Hub: the models of an organisation, what the Hub counts of each, and their cards.

The Hub's own client gives objects without the bytes that they were read from, and a fact needs the words of its
source; so the answers come through the fetcher, with its cache and limits, and each model keeps its record as it
stands in the answer.
"""

from collections.abc import Iterator
from urllib.parse import quote, urlencode

from ingest.fetch.fetcher import Fetcher
from ingest.fetch.hub_records import HubModel, read_models, strange
from ingest.fetch.services import number_of, text_of, texts_of
from ingest.fetch.types import Fetched, NotFetched
from ingest.hub_ids import hub_id

_JSON = "application/json"


class Hub:
    """Asks a hub. ``endpoint`` None: the public one."""

    def __init__(self, fetcher: Fetcher, endpoint: str | None = None) -> None:
        self._fetcher = fetcher
        self._endpoint = (endpoint or text_of("hub", "endpoint")).rstrip("/")

    def list_models(
        self, org: str, *, limit: int | None = None, sort: str | None = None
    ) -> Iterator[HubModel | NotFetched]:
        """Yield the models of an organisation page by page, at most ``limit``.

        ``sort`` is a count of the Hub, ``downloads``: the largest first; None: in the Hub's own order.
        A record that cannot be read, and a page that does not come, is a NotFetched in its place; after a page that
        does not come there are no more.
        """
        size = number_of("hub", "page_size") if limit is None else min(limit, number_of("hub", "page_size"))
        order = [] if sort is None else [("sort", sort), ("direction", "-1")]
        query = urlencode([("author", org), ("limit", size), *order, *_expand()])
        page: str | None = f"{self._endpoint}{text_of('hub', 'list')}?{query}"
        left, met = limit, set[str]()
        while page is not None and (left is None or left > 0):
            met.add(page)
            answer = self._fetcher.get(page, accept=_JSON)
            if isinstance(answer, NotFetched):
                yield answer
                return
            for found in read_models(answer):
                if left is not None:
                    left -= 1
                    if left < 0:
                        return
                yield found
            if answer.next_page in met or len(met) >= number_of("hub", "max_pages"):
                yield strange(answer, f"its pages do not end: {answer.next_page}")
                return
            page = answer.next_page

    def model_info(self, model: str) -> HubModel | NotFetched:
        """Return what the Hub tells of a model by its id. One that was renamed answers with its new id."""
        address = self._address("model", model)
        if isinstance(address, NotFetched):
            return address
        answer = self._fetcher.get(f"{address}?{urlencode(_expand())}", accept=_JSON)
        if isinstance(answer, NotFetched):
            return answer
        found = list(read_models(answer))
        return found[0] if len(found) == 1 else strange(answer, "it is not the record of one model")

    def card(self, model: str) -> Fetched | NotFetched:
        """Return the card of a model by its id: the README of its main branch."""
        address = self._address("card", model)
        return address if isinstance(address, NotFetched) else self._fetcher.get(address)

    def _address(self, what: str, model: str) -> str | NotFetched:
        if hub_id(model) != model:
            detail = f"{model!r} is no id of the Hub; one looks like Qwen/Qwen2.5-7B"
            return NotFetched(asked=model, reason="it is not there", detail=detail)
        return self._endpoint + text_of("hub", what).format(id=quote(model))


def _expand() -> list[tuple[str, str]]:
    return [("expand", name) for name in texts_of("hub", "expand")]
