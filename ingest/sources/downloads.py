"""Tables of downloads from the Hub by organization."""

from pathlib import Path

from ingest.tables.source import table_reader

READER = table_reader(Path(__file__).with_suffix(".yaml"))
"""Tables of downloads among the sources."""
