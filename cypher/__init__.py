"""The cypher room: text only. Schema, projection and the library of named queries, as ``.cypher`` files.

No code lives here beside this docstring; files are found through ``importlib.resources``.
"""
