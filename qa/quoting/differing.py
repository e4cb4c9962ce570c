"""Figures and dates on which quotes of different documents differ."""

from collections.abc import Iterator, Sequence

from graph.ontology.date_reading import find_dates
from graph.ontology.dates import dates_agree
from qa.quoting.asked import Asked
from qa.quoting.data import rules
from qa.quoting.plain import readable, words_of
from qa.quoting.types import Figure, Quote

ALIKE = 0.05
"""Figures that differ by less than this share of the greater one agree: texts round."""
DATE = "date"
"""The kind of answer that is a date."""
MOST_FIGURES = 1
"""Figures in a quote that can be set against that of another one; of more it is not plain which is asked for."""


def differing(asked: Asked, quotes: Sequence[Quote]) -> tuple[Figure, ...]:
    """Return the figures of quotes of different documents, where no two of them agree; else nothing.

    Compared are sums of money, shares and dates, in quotes that name all that the question names.
    """
    kind = asked.strict
    if kind is None or (kind.name not in rules().compared and kind.name != DATE):
        return ()
    found: list[list[Figure]] = []
    for place, quote in enumerate(quotes):
        said = readable(quote.text)
        if _names_all(asked, said):
            read = dates(said) if kind.name == DATE else figures(kind.name, said)
            found.append([Figure(quote=place, said=text, value=value) for text, value in read])
    plain = [one for one in found if 0 < len(one) <= MOST_FIGURES]
    documents = {quotes[one[0].quote].candidate.document for one in plain}
    if len(documents) < 2 or any(_agree(one, other) for n, one in enumerate(plain) for other in plain[:n]):
        return ()
    return tuple(figure for one in plain for figure in one)


def _names_all(asked: Asked, said: str) -> bool:
    words = words_of(said)
    return all(name.within(words) for name in asked.names)


def dates(text: str) -> Iterator[tuple[str, str]]:
    """Yield the dates in a text, as they are said and in ISO form; each date once."""
    seen: set[str] = set()
    for found in find_dates(text):
        if found.date not in seen:
            seen.add(found.date)
            yield text[found.start : found.end], found.date


def figures(kind: str, text: str) -> Iterator[tuple[str, float]]:
    """Yield the figures of a kind in a text, as they are said and as numbers; each number once."""
    seen: set[float] = set()
    for match in rules().compared[kind].finditer(text):
        value = float(match["number"].replace(",", "")) * rules().times.get((match["times"] or "").casefold(), 1.0)
        if value not in seen:
            seen.add(value)
            yield match.group().strip(), value


def _agree(one: Sequence[Figure], other: Sequence[Figure]) -> bool:
    return any(_alike(a.value, b.value) for a in one for b in other)


def _alike(one: float | str, other: float | str) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return dates_agree(str(one), str(other))
    return abs(one - other) <= ALIKE * max(abs(one), abs(other))
