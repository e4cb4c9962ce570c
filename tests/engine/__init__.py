"""The engines: one contract for both, comparison by generated queries, and the life of the embedded process."""
