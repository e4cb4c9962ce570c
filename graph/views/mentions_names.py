"""The names that texts are searched for: which things bear each, and what company tells that they are meant.

Made from the graph as it stands, so that it changes just where the graph changes.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from typing import Literal

import ahocorasick_rs

from graph.ontology import Ontology
from graph.views.mentions_fold import UNSPACED, Folded, bounded, folded_name, raw_words
from graph.views.mentions_words import MentionWords, shipped_mention_words

Standing = Literal["sure", "word"]
"""A name that means its thing wherever it stands as a name; one that is a word too, and needs company."""
_JUNCTION = re.compile(r"(?<=[^\W\d_]{2}) ?(?=\d)")
_SIZE = re.compile(r"(?:\d+(?: \d+)*[bmkt]?|[vkrq]\d+)(?: \d+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_INSIDE = re.compile(r"[^\W\d_][a-z]*[A-Z]")
_MOST_JUNCTIONS = 3
_LINES_UP = 3
_NO_KIN: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Named:
    """A node with its names."""

    id: str
    label: str
    name: str
    """The name it is shown by."""
    names: tuple[str, ...]
    ambiguous: bool = False
    """Whether it is but a name that several others bear."""


@dataclass(frozen=True, slots=True)
class Tie:
    """An edge whose ends are company for each other."""

    type: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Bearer:
    """A thing that bears a name."""

    node: str
    label: str
    spelling: str
    """The name as on record."""
    spellings: tuple[str, ...]
    """All ways in which the thing's names spell it."""
    standing: Standing
    first: bool
    """Whether the thing is shown by this name."""
    short: bool
    """Whether the name is but the end of an id."""
    line: bool
    """Whether it is a line or family of which there are variants."""
    alone: bool
    """Whether no other thing bears the name."""
    company: frozenset[str]
    """Nodes that, mentioned near, tell that this thing is meant; none where nothing need tell it."""
    makers: frozenset[str]
    """Those of its makers that bear the name too."""
    origins: frozenset[str]
    """Those of the things it was made from that bear the name too."""


@dataclass(frozen=True, slots=True)
class Form:
    """A name in the form in which all its spellings are one, and who bears it."""

    key: str
    bearers: tuple[Bearer, ...]


class NameTable:
    """All names of a graph, ready to be looked for."""

    def __init__(self, nodes: Iterable[Named], ties: Iterable[Tie], ontology: Ontology) -> None:
        self.words = shipped_mention_words()
        self.typed = _typed(ontology, self.words)
        self.lines = frozenset(edge.type for edge in ontology.edges.values() if edge.lines)
        self.nodes = {node.id: node for node in nodes if not node.ambiguous}
        self.ties = frozenset(ties)
        self._borne: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._forms: dict[str, Form] = {}
        self.spelt: dict[tuple[str, str], tuple[Bearer, ...]] = {}
        """The bearers of a name that are written so, by its key and what is written: found once, since it repeats."""
        for node in self.nodes.values():
            for name in node.names:
                key = key_of(name)
                if key and standing(node, name, key, self.words) is not None:
                    self._borne[key][node.id].append(name)

    def form(self, key: str) -> Form | None:
        """Return the name with a key and its bearers, or None where nothing bears it."""
        if key not in self._borne:
            return None
        if key not in self._forms:
            self._forms[key] = self._form(key)
        return self._forms[key]

    def keys(self) -> frozenset[str]:
        """Return the keys of all names."""
        return frozenset(self._borne)

    def keys_of(self, nodes: Iterable[str]) -> set[str]:
        """Return the keys of all names of some nodes, if they are there."""
        held = (self.nodes[node] for node in nodes if node in self.nodes)
        return {key_of(name) for node in held for name in node.names} & self._borne.keys()

    def near(self, nodes: Iterable[str]) -> set[str]:
        """Return the nodes whose company ties of ``nodes`` belong to: themselves and all that is of their lines."""
        open_, seen = set(nodes), set[str]()
        while open_:
            node = open_.pop()
            seen.add(node)
            open_ |= {tie.start for tie in self._into[node] if tie.type in self.lines} - seen
        return seen

    def searcher(self, keys: Iterable[str] | None = None) -> "Searcher":
        """Return what looks for names; ``keys`` narrows them."""
        return Searcher(self._borne if keys is None else keys)

    @cached_property
    def all_names(self) -> "Searcher":
        """What looks for all names."""
        return self.searcher()

    def _form(self, key: str) -> Form:
        borne = self._borne[key]
        alone = len(borne) == 1
        found = [self._bearer(key, node, names, alone, borne) for node, names in sorted(borne.items())]
        return Form(key, tuple(found))

    def _bearer(self, key: str, node: str, names: list[str], alone: bool, borne: Mapping[str, list[str]]) -> Bearer:
        thing = self.nodes[node]
        spelling = _best(names, thing.name)
        how = standing(thing, spelling, key, self.words)
        into, out = self._into[node], self._out[node]
        return Bearer(
            node=node, label=thing.label, spelling=spelling, spellings=tuple(sorted(names)), standing=how or "word",
            first=key_of(thing.name) == key, short=_is_short(thing, spelling),
            alone=alone, line=any(tie.type in self.lines for tie in into),
            company=_NO_KIN if alone and how == "sure" else self._company(node),
            makers=frozenset(t.start for t in into if t.type in self.words.makers and t.start in borne),
            origins=frozenset(t.end for t in out if t.type in self.words.origins and t.end in borne),
        )  # fmt: skip

    def _company(self, node: str) -> frozenset[str]:
        """Return the makers, variants and kin of a node, and of the lines that it is of."""
        lines = {node}
        for _ in range(_LINES_UP):
            lines |= {tie.end for one in lines for tie in self._out[one] if tie.type in self.lines}
        near = {tie.start for one in lines for tie in self._into[one]}
        near |= {tie.end for one in lines for tie in self._out[one]}
        return frozenset(near | lines) - {node}

    @cached_property
    def _into(self) -> Mapping[str, list[Tie]]:
        return _grouped((tie.end, tie) for tie in self.ties)

    @cached_property
    def _out(self) -> Mapping[str, list[Tie]]:
        return _grouped((tie.start, tie) for tie in self.ties)


class Searcher:
    """Looks for names in folded texts, by an automaton over all the ways in which they are written."""

    def __init__(self, keys: Iterable[str]) -> None:
        import numpy as np

        ways = sorted({(way, key) for key in keys for way in _ways(key)})
        self._keys = [key for _, key in ways]
        # Spaces at the ends are of the way, and not of the name.
        self._before = np.array([way.startswith(b" ") for way, _ in ways], np.int64)
        self._behind = np.array([way.endswith(b" ") for way, _ in ways], np.int64)
        self._automaton = ahocorasick_rs.BytesAhoCorasick([way for way, _ in ways]) if ways else None

    def find(self, folded: Folded) -> list[tuple[int, int, str]]:
        """Return start, end and key of all names in a text, from left to right, longer ones first, those within others
        too."""
        import numpy as np

        hits = [] if self._automaton is None else self._automaton.find_matches_as_indexes(folded.body, overlapping=True)
        if not hits:
            return []
        which, first, end = np.array(hits, np.int64).T
        starts = folded.places(first + self._before[which])
        ends = folded.places(end - 1 - self._behind[which]) + 1
        order = np.lexsort((-ends, starts))
        keys = self._keys
        found = zip(starts[order].tolist(), ends[order].tolist(), which[order].tolist(), strict=True)
        return [(start, end, keys[at]) for start, end, at in found]


class Sieve:
    """Lets texts pass in which any of some names may stand: the longest word of a name does. Faster than looking."""

    def __init__(self, keys: Iterable[str]) -> None:
        longest = {max(way.split(), key=len) for key in keys for way in _ways(key)}
        self._automaton = ahocorasick_rs.BytesAhoCorasick(sorted(bounded(word.decode()) for word in longest))

    def passes(self, *parts: str) -> bool:
        """Say whether a name may stand in any part of a text."""
        return any(self._automaton.find_matches_as_indexes(raw_words(part)) for part in parts)


@lru_cache(maxsize=200_000)
def key_of(name: str) -> str:
    """Return the form in which all spellings of a name are one: "Llama-3" and "llama3" are, "GPT-4o" is not "GPT-4"."""
    return _JUNCTION.sub("", folded_name(name))


def _ways(key: str) -> list[bytes]:
    """Return all ways in which a name is written in a folded text: "llama3" and "llama 3"; "h100" and "h100s"."""
    parts = _JUNCTION.split(key)
    if len(parts) - 1 > _MOST_JUNCTIONS:
        joined = [key, " ".join(parts)]
    else:
        gaps = product(("", " "), repeat=len(parts) - 1)
        joined = ["".join(a + b for a, b in zip(parts, (*gap, ""), strict=True)) for gap in gaps]
    plural = [f"{way}s" for way in joined if key[-1].isdecimal()]
    return [bounded(way) for way in (*joined, *plural)]


def standing(node: Named, name: str, key: str, words: MentionWords) -> Standing | None:
    """Say how a name of a node stands in texts; None for one that is not looked for."""
    if key in words.never or name.lower() in words.never or len(key) < 2 or _SIZE.fullmatch(key):
        return None
    if UNSPACED.search(key):
        return "sure"
    signs = [sign for sign in name if sign.isalnum()]
    if node.label in words.coded and len(signs) <= 3 and "".join(signs) not in words.codes:
        return None
    return "word" if _is_word(node, name, key, len(signs), words) else "sure"


def _is_word(node: Named, name: str, key: str, signs: int, words: MentionWords) -> bool:
    pieces = key.split(" ")
    plain = _LETTERS.fullmatch(key) is not None
    if key in words.doubles or (plain and key in words.ordinary):
        return True
    if node.label in words.lettered and plain and signs <= 4:
        return True
    if signs <= (3 if node.label in words.artefacts else 2) and name not in words.codes:
        return True
    ordinary = all(piece in words.ordinary for piece in pieces)
    if ordinary and (node.label in words.artefacts or not any(piece[0].isupper() for piece in _LETTERS.findall(name))):
        return True
    if plain and node.label in words.listed and not _INSIDE.search(name[:-1]):
        return True
    return _is_short(node, name) and (ordinary or (len(pieces) == 1 and (signs <= 4 or plain)))


def _is_short(node: Named, name: str) -> bool:
    """Say whether a name is but the end of a longer one that the node is shown by: of an id with its namespace."""
    return node.name != name and node.name.endswith("/" + name)


def _best(names: list[str], shown: str) -> str:
    """Return the spelling that stands for all: the one shown, else one with capitals."""
    return min(names, key=lambda name: (name != shown, name.islower(), name))


def _typed(ontology: Ontology, words: MentionWords) -> Mapping[str, frozenset[str]]:
    """Return the words that say a type, by label: the last words of the ontology's nouns, and those of the data."""
    found: dict[str, frozenset[str]] = {}
    for label, node in ontology.nodes.items():
        nouns = (*node.nouns, *node.generic, *(noun for nouns in node.role_nouns.values() for noun in nouns))
        last = {noun.rsplit(" ", 1)[-1].lower() for noun in nouns}
        found[label] = frozenset(last | {f"{noun}s" for noun in last}) | words.typed.get(label, frozenset())
    return found


def _grouped(pairs: Iterable[tuple[str, Tie]]) -> Mapping[str, list[Tie]]:
    groups: dict[str, list[Tie]] = defaultdict(list)
    for at, tie in pairs:
        groups[at].append(tie)
    return groups
