"""The ingest room: sources are recognised, fetched, parsed and read into statements with exact quotes.

Each source is a YAML file beside a small module in ``ingest/sources``. What does not live here: the record's
storage and the graph (``graph``), questions (``qa``), screens and settings (``ui``).
"""
