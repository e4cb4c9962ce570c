"""The qa room: questions are understood against the ontology and the names, computed, and answered with citations.

Nothing about labs or models is written here: with another ontology the same code answers about films. What
does not live here: reading of sources (``ingest``), storage (``graph``), screens (``ui``).
"""
