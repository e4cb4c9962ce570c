"""Lists of AI chips."""

from pathlib import Path

from ingest.tables.source import table_reader

READER = table_reader(Path(__file__).with_suffix(".yaml"))
"""Lists of chips among the sources."""
