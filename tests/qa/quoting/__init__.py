"""Answers from passages."""
