"""Fetching from the network: politely, within limits, from public addresses only, and only what changed.

``Fetcher`` fetches; ``stored_fetches`` tells what came so far; ``is_allowed`` tells whether an address may be asked.
"""

from ingest.fetch.address import is_allowed
from ingest.fetch.clock import Clock, SystemClock
from ingest.fetch.conditional import StoredFetch, stored_fetches
from ingest.fetch.fetcher import Fetcher
from ingest.fetch.settings import FetchSettings
from ingest.fetch.types import Downloaded, Fetched, FetchReason, NotFetched

__all__ = [
    "Clock",
    "Downloaded",
    "FetchReason",
    "FetchSettings",
    "Fetched",
    "Fetcher",
    "NotFetched",
    "StoredFetch",
    "SystemClock",
    "is_allowed",
    "stored_fetches",
]
