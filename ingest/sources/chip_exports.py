"""Tables of chips with their export status, as one author reads the rules of the United States."""

from pathlib import Path

from ingest.tables.source import table_reader

READER = table_reader(Path(__file__).with_suffix(".yaml"))
"""Chip export tables among the sources."""
