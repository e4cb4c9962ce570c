"""Measurements: each file measures one thing alone, and ``python -m bench`` all of them side by side, in one table."""
