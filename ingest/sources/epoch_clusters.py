"""Epoch AI's table of GPU clusters and supercomputers."""

from pathlib import Path

from ingest.tables.source import table_reader

READER = table_reader(Path(__file__).with_suffix(".yaml"))
"""Epoch AI's clusters among the sources."""
