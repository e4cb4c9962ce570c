"""The ATOM Project's tables of tracked open models and their organizations."""

from pathlib import Path

from ingest.tables.source import table_reader

READER = table_reader(Path(__file__).with_suffix(".yaml"))
"""ATOM's tables among the sources."""
