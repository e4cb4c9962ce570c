"""The index of passages: their sentences and tokens, their vectors, and what is looked up in it."""
