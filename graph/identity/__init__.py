"""Identity: who is who.

A pure function from keys, names and judgements to clusters of keys, each of which is one thing and one node; and
the rules that judge whether two names mean one thing. Nothing here knows an engine or what is said of a thing.
"""

from graph.identity.known import NOTHING, Aliases, Known, NamedThing
from graph.identity.propose import RULE_AUTHOR, rule_judgements
from graph.identity.resolve import Bearing, Identity, resolve
from graph.identity.standing import Standing, standing
from graph.identity.verdict import Verdict, verdict

__all__ = [
    "NOTHING",
    "RULE_AUTHOR",
    "Aliases",
    "Bearing",
    "Identity",
    "Known",
    "NamedThing",
    "Standing",
    "Verdict",
    "resolve",
    "rule_judgements",
    "standing",
    "verdict",
]
