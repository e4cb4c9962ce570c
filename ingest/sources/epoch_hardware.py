"""Epoch AI's table of chips for machine learning."""

from pathlib import Path

from ingest.tables.source import table_reader

READER = table_reader(Path(__file__).with_suffix(".yaml"))
"""Epoch AI's chips among the sources."""
