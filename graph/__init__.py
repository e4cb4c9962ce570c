"""The graph room: what is known, who says so, and how it is looked at.

Packages, each importing only what stands left of it:
``ontology`` (types and words) <- ``record`` (documents, passages, statements, judgements) <- ``identity``
(who is who) <- ``views`` (graph projection, names) <- ``explore`` (reading sessions).
``engine`` holds the launcher and the driver and is the only place that knows which engine answers;
``reference`` holds data alone.

What does not live here: reading of sources (``ingest``), understanding of questions (``qa``), screens,
settings and the environment (``ui``).
"""
