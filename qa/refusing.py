"""Why a question is not answered: what was understood of it, what is missing, and what no record could say."""

from collections.abc import Iterator, Sequence

from graph.ontology import Ontology
from qa.carrying import Names
from qa.data_files import Limit, limits, nearness, say, several, words
from qa.found import Named
from qa.inflect import plural
from qa.items import TypeItem
from qa.lexicon import Lexicon, lexicon_of
from qa.tokens import Atom, atoms_of

MOST_WORDS = 6
MOST_NAMES = 4
PICKED = 4
"""Words before a kind of things among which one may pick them: "which open models"."""
_KEPT = (("unknown_name", "name"), ("asks_word", "word"), ("too_long", "words"), ("empty", "words"))
"""Reasons of the grammar that say what is missing, each with its slot."""


def limit_of(question: str, *, certain: bool = False) -> Limit | None:
    """Return the way in which a question asks for what no record holds; with ``certain`` only one that is no other."""
    return next(
        (
            limit
            for limit in limits()
            if (limit.certain or not certain) and any(pattern.search(question.strip()) for pattern in limit.patterns)
        ),
        None,
    )


def why_not(question: str, names: Names, ontology: Ontology, reason: str, before: str = "") -> str:
    """Return the reason why a question that could not be understood is refused.

    ``reason`` is what the grammar says, kept where it names a thing that is not on record; ``before`` is what the
    question looks back on.
    """
    limit, named = limit_of(question), names(question)
    said = [say(f"limit_{limit.kind}")] if limit is not None else []
    lexicon = lexicon_of(ontology)
    understood = [*_names([*names(before), *named], ontology), *_asked(question, named, lexicon, ontology)]
    if understood:
        said.append(say("understood_of_it", parts=", ".join(understood)))
    missing = tuple(_missing(question, named, lexicon))
    if tells_what_is_missing(reason):
        said.append(reason)
    elif missing:
        shown = ", ".join(f'"{word}"' for word in missing[:MOST_WORDS])
        said.append(say("missing_words", words=shown))
    elif understood:
        said.append(say("missing_link"))
    elif limit is None:
        said.append(say("missing_all"))
    return " ".join(said)


def tells_what_is_missing(reason: str) -> bool:
    """Say whether the grammar's reason tells what is missing: a name that is not on record, or a definition."""
    return any(reason.startswith(say(form, **{slot: "\0"}).split("\0")[0]) for form, slot in _KEPT)


def _names(named: Sequence[Named], ontology: Ontology) -> Iterator[str]:
    shown: dict[str, None] = {}
    for one in named:
        shown[say("understood_name", said=one.said, noun=_noun(one, ontology))] = None
    yield from list(shown)[:MOST_NAMES]


def _noun(one: Named, ontology: Ontology) -> str:
    nouns = [ontology.nodes[thing.label].nouns for thing in one.things if thing.label in ontology.nodes]
    return " or ".join(held[0] for held in nouns if held) or "thing"


def _asked(question: str, named: Sequence[Named], lexicon: Lexicon, ontology: Ontology) -> Iterator[str]:
    """Yield what kinds of things a question speaks of."""
    found: dict[str, None] = {}
    for start, end in _phrases(question, named, lexicon):
        kind = next(_kinds(atoms_of(question)[start:end], lexicon), None)
        if kind is not None:
            label, role = kind
            node = ontology.nodes[label]
            found[plural((node.role_nouns.get(role) or node.nouns or (label,))[0])] = None
    if found:
        yield say("understood_asked", nouns=" and ".join(list(found)[:3]))


def _kinds(atoms: Sequence[Atom], lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield the kinds of things that a phrase of the ontology means, each with the role that it names or none."""
    for item in lexicon.items[tuple(atom.word for atom in atoms)]:
        if isinstance(item, TypeItem) and item.label is not None and not item.generic:
            yield item.label, item.role or ""


def asks_for_things(question: str, named: Sequence[Named], ontology: Ontology) -> bool:
    """Say whether a question asks which things of a kind there are, or how many: one text seldom says that."""
    lexicon, atoms = lexicon_of(ontology), atoms_of(question)
    return any(
        atoms[end - 1].word.endswith("s")
        and any(atom.word in several()["picking"] for atom in atoms[max(0, start - PICKED) : start])
        and next(_kinds(atoms[start:end], lexicon), None) is not None
        for start, end in _phrases(question, named, lexicon)
    )


def _phrases(question: str, named: Sequence[Named], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield the longest phrases of the ontology in a question, names left out."""
    atoms, at = atoms_of(question), 0
    while at < len(atoms):
        length = next((n for n in range(lexicon.longest, 0, -1) if _is_phrase(atoms, at, n, named, lexicon)), 0)
        if length:
            yield at, at + length
        at += length or 1


def _is_phrase(atoms: Sequence[Atom], at: int, length: int, named: Sequence[Named], lexicon: Lexicon) -> bool:
    chosen = atoms[at : at + length]
    if len(chosen) < length or any(one.start < a.end and a.start < one.end for a in chosen for one in named):
        return False
    return tuple(atom.word for atom in chosen) in lexicon.items


def _missing(question: str, named: Sequence[Named], lexicon: Lexicon) -> Iterator[str]:
    """Yield the words that bear meaning and have none on record, neighbours together."""
    atoms = atoms_of(question)
    known = {at for start, end in _phrases(question, named, lexicon) for at in range(start, end)}
    run: list[Atom] = []
    for at, atom in enumerate(atoms):
        if at in known or _is_small(atom.word) or any(n.start < atom.end and atom.start < n.end for n in named):
            if run:
                yield question[run[0].start : run[-1].end]
            run = []
        else:
            run.append(atom)
    if run:
        yield question[run[0].start : run[-1].end]


def _is_small(word: str) -> bool:
    """Say whether a word of English bears no meaning of its own."""
    held = several()
    small = any(word in held[name] for name in _SMALL)
    return small or word in nearness().empty or word in words()["free"] or (len(word) < 2 and not word.isdigit())


_SMALL = (
    "asks", "auxiliaries", "prepositions", "conjunctions", "one", "ones", "of_one", "of_ones", "demonstratives",
    "small",
)  # fmt: skip
"""Lists of words that bear no meaning of their own."""
