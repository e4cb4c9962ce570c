"""The page at ``/explore``: Cypher and the library of named queries, with results as table and graph."""
