"""Steps that take away from two names what does not tell things apart. Each is a step of its own, so that a verdict
can say which were needed; each gives the same whichever name stands first."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from graph.identity.reading import Name
from graph.identity.tokens import Tokens, form_of, measures_of, replaced, tokens_of
from graph.identity.words import Words

Pair = tuple[Name, Name]
Step = Callable[[Pair, Words], Pair]

_FIRST_VERSIONS = (("v", "0.1"), ("v", "1"), ("v", "1.0"))
_SIZED = frozenset({"size"})
_LONGEST_PHRASE = 8
"""In words; no legal form and no maker is longer."""


def _each(step: Callable[[Name, Words], Name]) -> Step:
    return lambda pair, words: (step(pair[0], words), step(pair[1], words))


def scripts(name: Name, words: Words) -> Name:
    """Write known parts of a name in Latin letters."""
    if name.text.isascii():
        return name
    tokens = tokens_of(_latin(name.text, words))
    aside = tokens_of(_latin(" ".join(name.aside), words))
    return replace(name, tokens=tokens, aside=aside) if not name.namespace else name


def _latin(text: str, words: Words) -> str:
    for part, latin in words.scripts.items():
        text = text.replace(part, f" {latin} ")
    return text


def spellings(name: Name, words: Words) -> Name:
    """Write words in one of their spellings."""
    tokens, aside = name.tokens, name.aside
    for phrase, instead in _of_label(words.spellings, name.label):
        if phrase[0] in name.tokens:  # those of the aside are among them
            tokens, aside = replaced(tokens, phrase, instead), replaced(aside, phrase, instead)
    return name if (tokens, aside) == (name.tokens, name.aside) else replace(name, tokens=tokens, aside=aside)


def _of_label(found: Mapping[str, Mapping[Tokens, Tokens]], label: str | None) -> list[tuple[Tokens, Tokens]]:
    labels = ("*", *found) if label is None else ("*", label)
    return [pair for one in dict.fromkeys(labels) if one in found for pair in found[one].items()]


def asides(pair: Pair, words: Words) -> Pair:
    """Leave out a parenthesis that only explains what stands before it: its initials, its maker, or the same again.

    Where both names have one, and not the same, the two may tell them apart: "S2S (sna)" and "S2S (som)".
    """
    one, other = (_without_aside(name, words) for name in pair)
    if pair[0].aside and pair[1].aside and form_of(pair[0].aside) != form_of(pair[1].aside):
        return pair
    return one, other


def _without_aside(name: Name, words: Words) -> Name:
    outer = name.tokens[: len(name.tokens) - len(name.aside)]
    if not name.aside or not outer:
        return name
    # "GPT-4o (Omni)": a word that would tell two models apart, were it not what the letter stands for.
    nickname = name.label in (None, "Model") and _is_nickname(name.aside, outer)
    plain = not any(token in words.vetoes for token in name.aside)
    same = form_of(name.aside) == form_of(outer) or name.aside in words.makers
    explained = same or _is_initials(outer, name.aside, words) or _is_initials(name.aside, outer, words)
    return replace(name, tokens=outer, aside=()) if nickname or (plain and explained) else name


def _is_nickname(aside: Tokens, outer: Tokens) -> bool:
    """Say whether a word begins with the letter that ends a number: "4o (Omni)"."""
    if len(aside) != 1 or len(aside[0]) < 2 or len(outer) < 2:
        return False
    return outer[-2][0].isdecimal() and outer[-1] == aside[0][0]


def _is_initials(long: Tokens, short: Tokens, words: Words) -> bool:
    if len(long) < 2 or any(token[0].isdecimal() for token in long):
        return False
    initials = {"".join(t[0] for t in long), "".join(t[0] for t in long if t not in words.small)}
    return "".join(short) in initials


def noise(name: Name, words: Words) -> Name:
    """Leave out words that say what kind of thing a name is of."""
    labels = words.noise if name.label is None else (name.label,)
    tokens = name.tokens
    met = {phrase for label in labels for phrase in words.noise.get(label, ()) if phrase[0] in tokens}
    for phrase in sorted(met):
        tokens = replaced(tokens, phrase, ())
    return replace(name, tokens=tokens) if tokens and tokens != name.tokens else name


def company_forms(name: Name, words: Words) -> Name:
    """Leave the legal form of a company out."""
    if name.label not in (None, "Organization") or name.namespace:
        return name
    tokens = name.tokens
    while (ending := _ending(tokens, words.company_forms)) and len(ending) < len(tokens):
        tokens = tokens[: -len(ending)]
    return replace(name, tokens=_without_joined(tokens, words))


def _without_joined(tokens: Tokens, words: Words) -> Tokens:
    if not tokens or tokens[-1].isascii():
        return tokens
    for form in words.joined_forms:
        bare = tokens[-1].removesuffix(form).removeprefix(form)
        if bare and bare != tokens[-1]:
            return (*tokens[:-1], bare)
    return tokens


def _ending(tokens: Tokens, phrases: frozenset[Tokens]) -> Tokens:
    """Return the longest of the phrases that the tokens end in."""
    ends = (tokens[-length:] for length in range(min(len(tokens), _LONGEST_PHRASE), 0, -1))
    return next((end for end in ends if end in phrases), ())


def _beginning(tokens: Tokens, phrases: frozenset[Tokens]) -> Tokens:
    """Return the longest of the phrases that the tokens begin with."""
    starts = (tokens[:length] for length in range(min(len(tokens), _LONGEST_PHRASE), 0, -1))
    return next((start for start in starts if start in phrases), ())


def weak_forms(pair: Pair, words: Words) -> Pair:
    """Leave "Group" and "Holdings" out of the one name that has them, if the other has no form at all."""
    return _one_sided(pair, lambda name, other: _without_weak(name, other, words))


def _without_weak(name: Name, other: Name, words: Words) -> Name:
    ending = _ending(name.tokens, words.weak_forms) if name.label == "Organization" else ()
    if not ending or len(ending) == len(name.tokens):
        return name
    theirs = tokens_of(other.text)
    if _ending(theirs, words.company_forms) or _ending(theirs, words.weak_forms):
        return name
    return replace(name, tokens=name.tokens[: -len(ending)])


def company_endings(pair: Pair, words: Words) -> Pair:
    """Leave "AI" out at the end of a company's name that the other has without: "Sakana AI"."""

    def bare(name: Name, other: Name) -> Name:
        ending = _ending(name.tokens, words.company_endings) if name.label == "Organization" else ()
        rest = name.tokens[: len(name.tokens) - len(ending)]
        if not ending or _ending(other.tokens, words.company_endings):
            return name
        return replace(name, tokens=rest) if len(rest) == 1 and len(rest[0]) > 2 else name

    return _one_sided(pair, bare)


def hub_ids(pair: Pair, words: Words) -> Pair:
    """Leave the namespace of a hub id out where the other name has none; that of a copyist stays."""
    one, other = pair
    namespace = one.namespace or other.namespace
    if bool(one.namespace) == bool(other.namespace) or namespace in words.copyists:
        return pair
    return replace(one, namespace=""), replace(other, namespace="")


def makers(pair: Pair, words: Words) -> Pair:
    """Leave the maker in front out where the other name has none in front."""

    def bare(name: Name, other: Name) -> Name:
        start, others = _maker(name, words), _maker(other, words)
        rest = name.tokens[len(start) :]
        return replace(name, tokens=rest) if start and not others and _stands_alone(rest) else name

    return _one_sided(pair, bare)


def _maker(name: Name, words: Words) -> Tokens:
    """Return the makers and lines of theirs that a name begins with."""
    if name.label not in (None, "Model", "Chip"):
        return ()
    found: Tokens = ()
    lines = words.maker_lines.get(name.label or "Chip", frozenset())
    for phrases in (words.makers, lines):
        found += _beginning(name.tokens[len(found) :], phrases)
    return found


def _stands_alone(tokens: Tokens) -> bool:
    return any(not token[0].isdecimal() for token in tokens)


def active_counts(pair: Pair, words: Words) -> Pair:
    """Leave the active parameters ("A3B") out where the other name has the same total alone."""

    def bare(name: Name, other: Name) -> Name:
        short, others = _without_active(name.tokens), _without_active(other.tokens)
        if short == name.tokens or others != other.tokens or name.label not in (None, "Model"):
            return name
        total = measures_of(short, _SIZED)
        return replace(name, tokens=short) if total and total == measures_of(other.tokens, _SIZED) else name

    return _one_sided(pair, bare)


def _without_active(tokens: Tokens) -> Tokens:
    for at in range(len(tokens) - 2):
        if tokens[at] == "a" and tokens[at + 1][0].isdecimal() and tokens[at + 2] == "b":
            return tokens[:at] + tokens[at + 3 :]
    return tokens


def experts(pair: Pair, words: Words) -> Pair:
    """Leave "17B-16E", active size and experts as file names have them, out where the other name has no size."""

    def bare(name: Name, other: Name) -> Name:
        sized = measures_of(other.tokens) or name.label not in (None, "Model")
        return name if sized else replace(name, tokens=_without_experts(name.tokens))

    return _one_sided(pair, bare)


def _without_experts(tokens: Tokens) -> Tokens:
    for at in range(1, len(tokens) - 3):
        size, b, count, e = tokens[at : at + 4]
        if size[0].isdecimal() and count[0].isdecimal() and (b, e) == ("b", "e"):
            return tokens[:at] + tokens[at + 4 :]
    return tokens


def first_versions(pair: Pair, words: Words) -> Pair:
    """Leave the first version out of a hub id where the other name is none and has no version."""

    def bare(name: Name, other: Name) -> Name:
        short = name.tokens[:-2]
        is_first = name.tokens[-2:] in _FIRST_VERSIONS
        hub = "/" in name.text and "/" not in other.text and name.label in (None, "Model", "Dataset")
        sized = any(token[0].isdecimal() for token in short)  # "Jamba" may be the family, "Mixtral 8x7B" is one model
        return replace(name, tokens=short) if is_first and hub and sized and "v" not in other.tokens else name

    return _one_sided(pair, bare)


def zeros(name: Name, words: Words) -> Name:
    """Leave ".0" out of the version of a licence."""
    if name.label != "License":
        return name
    return replace(name, tokens=tuple(token.removesuffix(".0") for token in name.tokens))


def core(name: Name, words: Words) -> Name:
    """Return what is left of a name when all steps have taken away what they can: the same for all names that may be
    one."""
    name = replace(name, namespace="") if name.namespace else name
    for step in (scripts, spellings, _without_aside, noise, company_forms):
        name = step(name, words)
    alone = _nameless(name.label)
    for pairwise in (weak_forms, makers):
        name, _ = pairwise((name, alone), words)
    tokens = _without_active(_without_experts(name.tokens))
    tokens = tokens[:-2] if tokens[-2:] in _FIRST_VERSIONS and len(tokens) > 2 else tokens
    name = name if tokens == name.tokens else replace(name, tokens=tokens)
    name, _ = company_endings((name, alone), words)
    return order(zeros(name, words), words)


@cache
def _nameless(label: str | None) -> Name:
    return Name(text="", label=label, namespace="", tokens=())


def order(name: Name, words: Words) -> Name:
    """Put the words of a licence in one order: "3-Clause BSD". Of other things it counts ("Washington University")."""
    return replace(name, tokens=tuple(sorted(name.tokens))) if name.label == "License" else name


def _one_sided(pair: Pair, step: Callable[[Name, Name], Name]) -> Pair:
    return step(pair[0], pair[1]), step(pair[1], pair[0]) if pair[1].tokens else pair[1]


STEPS: tuple[tuple[str, Step], ...] = (
    ("script", _each(scripts)),
    ("spelling of a word", _each(spellings)),
    ("hub id", hub_ids),
    ("explanation in parentheses", asides),
    ("word for the kind of thing", _each(noise)),
    ("company form", _each(company_forms)),
    ("company form", weak_forms),
    ("maker in front", makers),
    ("active parameters", active_counts),
    ("size and experts", experts),
    ("first version", first_versions),
    ("AI at the end", company_endings),
    ("zero of a version", _each(zeros)),
    ("order of words", _each(order)),
)
"""Name and step, in the order in which they are tried."""
