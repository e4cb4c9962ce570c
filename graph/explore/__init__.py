"""Explore: reading sessions on a graph, with results as plain values."""
