"""Identity: who is who.

A pure function from keys, names and judgements to clusters of keys, each of which is one thing and one node.
Nothing here knows an engine or what is said of a thing.
"""

from graph.identity.resolve import Bearing, Identity, resolve

__all__ = ["Bearing", "Identity", "resolve"]
