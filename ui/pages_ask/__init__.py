"""The page at ``/``: a question, its answer, and the quotes that say it."""
