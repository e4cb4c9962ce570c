"""Tests of the index of passages."""
