"""Every source: a YAML file (what it is, trust, licence, what it reads) beside a module that reads its documents."""

from functools import cache
from importlib import import_module

from ingest.reader import Reader

MODULES = (
    "model_cards",
    "hub_models",
    "arxiv_atom",
    "daily_papers",
    "pdf_papers",
    "abstracts",
    "epoch_models",
    "epoch_hardware",
    "epoch_clusters",
    "atom",
    "chip_exports",
    "mapped_tables",
    "feeds",
    "pages",
    "articles",
    "agora",
    "agora_texts",
    "ecosystem_graphs",
    "eto",
    "downloads",
    "chip_lists",
    "federal_register",
    "laws",
    "notices",
)
"""The modules of this package that have a ``READER``; of two that are equally sure of a file the earlier gets it."""


@cache
def shipped_readers() -> tuple[Reader, ...]:
    """Return the reader of every source that ships."""
    return tuple(import_module(f"ingest.sources.{name}").READER for name in MODULES)
