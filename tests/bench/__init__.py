"""Tests of the bench: what its rows say, and that all of it runs."""
