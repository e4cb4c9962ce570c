"""The record: documents with their versions, passages, statements, judgements and runs. The one truth.

Everything else (graph, names, index) is a view of it, thrown away and rebuilt at will. Nothing here knows
who is who, an engine or a question.
"""
