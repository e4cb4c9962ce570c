"""The library of named queries: its files, their loader, and every query on both engines."""
