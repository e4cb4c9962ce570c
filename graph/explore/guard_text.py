"""The text of a query before it is taken apart: its size, its characters, its escapes."""

import re

from graph.errors import QueryError
from graph.explore.guard_place import fault
from graph.explore.guard_policy import Policy
from graph.explore.guard_tokens import Reading, read_tokens

_ESCAPE = re.compile(r"\\(?:u(?P<hex>[0-9a-fA-F]{4})?|.)", re.DOTALL)
_DAMAGE = re.compile("[\0\ud800-\udfff]")
_REFUSED = "'\"`\\"


def read_text(text: str, policy: Policy) -> Reading:
    """Return a text as it is looked at and run.

    Raises QueryError for an empty, oversized or damaged one and for what cannot be read; see ``read_tokens``.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > policy.most_bytes:
        raise QueryError(
            f"the query has {size:,} bytes, and {policy.most_bytes:,} is the most: give long lists as parameters"
        )
    text = decoded(_checked(text.removeprefix("\ufeff")))
    reading = read_tokens(text, policy)
    if not reading.tokens:
        raise QueryError("the query is empty: write one, such as MATCH (n) RETURN n LIMIT 10")
    if len(reading.tokens) > policy.most_tokens:
        raise QueryError(
            f"the query has {len(reading.tokens):,} words and signs, and {policy.most_tokens:,} is the most: "
            "give long lists as parameters"
        )
    return reading


def _checked(text: str) -> str:
    found = _DAMAGE.search(text)
    if found is None:
        return text
    what = "a null byte" if found[0] == "\0" else f"half a character (U+{ord(found[0]):04X})"
    raise fault(f"{what} has no place in a query", text, found.start())


def decoded(text: str) -> str:
    r"""Return a text with its ``\uXXXX`` decoded, wherever they stand: one engine does so before it looks at anything.

    Raises QueryError where one stands for a quote, a backslash or a line break: the engines do not agree what it is.
    """
    parts: list[str] = []
    done = 0
    for found in _ESCAPE.finditer(text):
        if not found[0].startswith("\\u"):
            continue
        if found["hex"] is None:
            raise fault(
                r"after \u come four hexadecimal digits; a backslash of a string is written \\", text, found.start()
            )
        char = chr(int(found["hex"], 16))
        if char in _REFUSED or not (
            char.isprintable() or (char.isspace() and char > " ") or "\ud800" <= char <= "\udfff"
        ):
            raise fault(
                "this escape hides a sign that the query depends on: write the sign itself", text, found.start()
            )
        parts += [text[done : found.start()], char]
        done = found.end()
    whole = "".join([*parts, text[done:]]) if parts else text
    try:
        return whole.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError as error:
        raise QueryError("the query has an escape for half a character: write the character itself") from error
