"""How much longer a text or list may get in each step of a query: doubling forty times fills any memory."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence

from graph.engine import Parameter
from graph.explore.guard_roles import sign_at, split
from graph.explore.guard_tokens import Reading

_COMPARED = {"<", ">", "<=", ">=", "=", "<>"}
_MEASURED = ("SIZE", "COUNT", "MAX", "MIN", "LENGTH")


def uses(reading: Reading, name: str, first: int, last: int) -> int:
    """Return how often a name is put into the result between two tokens; of the ways of a CASE one counts."""
    counts, best = [0], [0]
    for at in range(first, last):
        token = reading.tokens[at]
        word = token.upper
        if word == "CASE":
            counts.append(0)
            best.append(0)
        elif word in ("THEN", "ELSE", "WHEN", "END") and len(counts) > 1:
            best[-1] = max(best[-1], counts[-1]) if _way_ended(reading, first, at) else best[-1]
            counts[-1] = 0
            if word == "END":
                counts.pop()
                counts[-1] += best.pop()
        elif token.is_name and token.text == name and not _is_aside(reading, at):
            counts[-1] += 1
    return counts[0]


def most_used(reading: Reading, items: Sequence[tuple[int, int]], made: Container[str]) -> int:
    """Return how often an item of WITH or RETURN uses one of the values that the query has made before."""
    counts = [1]
    for first, last in items:
        end = last - 2 if last - 2 > first and reading.tokens[last - 2].upper == "AS" else last
        used: Counter[str] = Counter()
        for at in range(first, end):
            token, after = reading.tokens[at], sign_at(reading, at + 1)
            # A key or an element of what was made may be all of it.
            if token.is_name and token.text in made and (after in (".", "[") or not _is_aside(reading, at)):
                used[token.text] += 1
        counts += used.values()
    return max(counts)


def replaced(reading: Reading, number: int, unknown: int) -> float:
    """Return by how much replace() at a token, with all replacements in its first argument, lengthens a text.

    ``unknown``: the length that is taken for a replacement that the text does not tell.
    """
    longer = 1.0
    while reading.tokens[number].upper == "REPLACE" and sign_at(reading, number + 1) == "(":
        parts = split(reading, number + 2, reading.partner[number + 1])
        if len(parts) != 3:
            break
        put = reading.tokens[parts[2][0]]
        longer *= max(1, len(put.text) if put.kind == "string" else unknown)
        number = parts[0][0]
    return longer


def text_size(
    reading: Reading, first: int, last: int, known: Mapping[str, float], parameters: Mapping[str, Parameter]
) -> float:
    """Return how many characters of literals, parameters and ``known`` names are put together between two tokens."""
    size = 0.0
    for at in range(first, last):
        token = reading.tokens[at]
        if token.kind == "string":
            size += len(token.text)
        elif token.kind == "parameter" and isinstance(held := parameters.get(token.text), str):
            size += len(held)
        elif token.is_name and token.text in known and not _is_aside(reading, at):
            size += known[token.text]
    return size


def patterns_apart(reading: Reading, first: int, last: int, bound: set[str]) -> int:
    """Return how many patterns between two tokens touch none before them: each multiplies the rows.

    Their names are added to ``bound``.
    """
    apart = 0
    for start, end in split(reading, first, last):
        names = {
            reading.tokens[at + 1].text
            for at in range(start, end - 1)
            if reading.tokens[at].upper in ("(", "[") and reading.tokens[at + 1].is_name
        }
        # One that asks for a value of its own is taken to find little.
        asks = any(token.upper == "{" for token in reading.tokens[start:end])
        apart += not asks and not names & bound
        bound |= names
    return apart


def _is_aside(reading: Reading, at: int) -> bool:
    """Say whether a name is not itself put into the result: a key, a function, what is compared or measured."""
    before, after = sign_at(reading, at - 1), sign_at(reading, at + 1)
    if before in (".", ":") or after in (".", "(", ":", "[") or {before, after} & _COMPARED:
        return True
    return before == "(" and reading.tokens[at - 2].upper in _MEASURED


def _way_ended(reading: Reading, first: int, at: int) -> bool:
    """Say whether what ends here is a result of the CASE and not a condition."""
    depth = 0
    for number in range(at - 1, first - 1, -1):
        word = reading.tokens[number].upper
        depth += (word == "END") - (word == "CASE")
        if depth < 0 or (depth == 0 and word == "WHEN"):
            return False
        if depth == 0 and word in ("THEN", "ELSE"):
            return True
    return False
