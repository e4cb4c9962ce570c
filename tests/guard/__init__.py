"""The guard of read-only Cypher: hostile, broken and harmless queries on both engines."""
