"""Tests of the language model's part, with models that say what they are told to."""
