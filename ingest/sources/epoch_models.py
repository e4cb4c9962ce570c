"""Epoch AI's tables of models: all of them, and those at the frontier."""

from pathlib import Path

from ingest.tables.source import table_reader

READER = table_reader(Path(__file__).with_suffix(".yaml"))
"""Epoch AI's models among the sources."""
