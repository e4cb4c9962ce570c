"""A language model where the user has one: it reads what the grammar could not, and nothing of it is taken on trust.

The model is a callable and so is the guard: no room but ``ui`` knows a provider, and tests script what a model says.
"""
