"""Why a passage was found, in plain words: which words of the query it has, what it is near to, what it is about."""

import functools
from collections.abc import Collection, Mapping, Sequence
from importlib import resources

import yaml

from graph.explore.search.terms import EXACT, QueryTerms, pairs_of
from graph.explore.search.types import Named, Share
from graph.views.index.words import exact_of, raw_words, terms_of

MOST_WORDS = 6
MOST_PHRASES = 3


@functools.cache
def _wordings() -> Mapping[str, str]:
    told = yaml.safe_load(resources.files("graph.explore.search").joinpath("words.yaml").read_text("utf-8"))
    return {str(name): str(text) for name, text in told["why"].items()}


def words_met(text: str, terms: QueryTerms, rarity: Mapping[str, float]) -> tuple[str, ...]:
    """Return the words of a query that a text has, as the query writes them, the rarest first."""
    held = {term for raw in raw_words(text) for term in (*terms_of(raw), *(EXACT + word for word in exact_of(raw)))}
    met = sorted((t for t in terms.terms if t in held), key=lambda term: -rarity.get(term, 0.0))
    return tuple(dict.fromkeys(terms.said[term] for term in met))


def phrases_met(text: str, terms: QueryTerms) -> tuple[str, ...]:
    """Return the runs of words that stand side by side in a query and in a text, the longest first."""
    held, runs = pairs_of(text), list[list[str]]()
    for left, right in terms.pairs:
        if (left, right) not in held:
            continue
        if runs and runs[-1][-1] == left:
            runs[-1].append(right)
        else:
            runs.append([left, right])
    told = [" ".join(terms.said.get(term, term) for term in run) for run in runs]
    return tuple(sorted(told, key=len, reverse=True))


def reasons(
    shares: Sequence[Share], text: str, terms: QueryTerms, rarity: Mapping[str, float], named: Collection[Named],
    nearness: float,
) -> tuple[str, ...]:  # fmt: skip
    """Return why a passage ranks, the strongest kind of evidence first; ``named``: what its document is about."""
    words, phrases = words_met(text, terms, rarity), phrases_met(text, terms)
    shown = ", ".join(f'"{word}"' for word in words[:MOST_WORDS])
    names = list(dict.fromkeys(one.name for one in named))
    filled: dict[str, Mapping[str, object]] = {
        "passage": {"words": shown, "count": len(words), "of": len(set(terms.said.values()))} if words else {},
        "phrase": {"phrases": ", ".join(f'"{one}"' for one in phrases[:MOST_PHRASES])} if phrases else {},
        "sense": {"score": f"{nearness:.2f}"} if nearness > 0 else {},
        "named": {"names": ", ".join(names)} if names else {},
    }
    told: list[str] = []
    for share in shares:
        values = filled.get(share.evidence)
        if values:
            told.append(_wordings()[share.evidence].format(**values))
    return tuple(told)
