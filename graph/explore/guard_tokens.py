"""The words of a Cypher text: strings, comments, names, numbers and signs, each with its place.

What is looked at is what is run: the text that comes out has its escapes decoded, its comments blanked and
its signs in their plain form, with every token at the offset where it stands in that text.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from graph.explore.guard_place import fault
from graph.explore.guard_policy import Policy

Kind = Literal["word", "quoted", "string", "number", "parameter", "sign"]

_NUMBER = re.compile(r"0[xX][0-9a-fA-F_]+|0o?[0-7_]+(?![\d.])|(?:\d[\d_]*)?\.?\d[\d_]*(?:[eE][+-]?\d+)?")
_SIGNS = ("<-", "->", "..", "<=", ">=", "<>", "=~", "+=", "||", "::")
_PAIRS = {")": "(", "]": "[", "}": "{"}
_CURLY = dict.fromkeys("‘’‚‛′", "'") | dict.fromkeys("“”„‟″«»", '"') | {"‵": "`", "´": "'"}
_DASHES = "‐‑‒–—―−﹘﹣"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One token."""

    kind: Kind
    text: str
    """As it stands in the text; of a quoted name or a string what is between the quotes, of a parameter its name."""
    start: int
    end: int

    @property
    def upper(self) -> str:
        """The text in capitals if it is a bare word or a sign, else nothing: so no string is taken for a keyword."""
        return self.text.upper() if self.kind in ("word", "sign") else ""

    @property
    def is_name(self) -> bool:
        """Whether it may be a name: a bare word or one in backticks."""
        return self.kind in ("word", "quoted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text as it is looked at and run."""

    text: str
    tokens: tuple[Token, ...]
    partner: tuple[int, ...]
    """For each token that opens or closes a bracket the number of the other one, else -1."""


def read_tokens(text: str, policy: Policy) -> Reading:
    """Return the tokens of a text whose escapes are decoded (see ``guard_text``).

    Raises QueryError for what is not closed, for signs that Cypher has not, and for letters that look like those of a
    keyword and are others.
    """
    scanner = _Scanner(text, policy)
    while scanner.at < len(text):
        scanner.step()
    tokens = tuple(scanner.tokens)
    return Reading(text="".join(scanner.out), tokens=tokens, partner=_partners(text, tokens, policy))


class _Scanner:
    """Goes through a text once."""

    def __init__(self, text: str, policy: Policy) -> None:
        self.text, self.policy = text, policy
        self.at = 0
        self.out: list[str] = []
        self.tokens: list[Token] = []

    def step(self) -> None:
        here = self.text[self.at]
        if self.text.startswith(("//", "/*"), self.at):
            self._comment()
        elif here in "'\"`":
            self._quoted(here)
        elif here == "$" and self._name_at(self.at + 1) > self.at + 1:
            self._take("parameter", self._name_at(self.at + 1), skip=1)
        elif here == "$" and self.text.startswith("`", self.at + 1):
            self._quoted_parameter()
        elif here.isdigit() or (
            here == "." and self.text[self.at + 1 : self.at + 2].isdigit() and not self._after_dot()
        ):
            self._number()
        elif (end := self._name_at(self.at)) > self.at:
            self._word(end)
        else:
            self._sign(here)

    def _take(self, kind: Kind, end: int, *, skip: int = 0, close: int = 0) -> None:
        value = self.text[self.at + skip : end - close]
        self.tokens.append(Token(kind=kind, text=value, start=self.at, end=end))
        self.out.append(self.text[self.at : end])
        self.at = end

    def _comment(self) -> None:
        """Put blanks in place of a comment, so that no engine may end it elsewhere."""
        if self.text.startswith("//", self.at):
            end = min((e for e in (self.text.find(c, self.at) for c in "\n\r") if e >= 0), default=len(self.text))
        else:
            end = self.text.find("*/", self.at + 2) + 2
            if end < 2:
                raise fault("this comment is never closed: */ is missing", self.text, self.at)
        self.out.append("".join(c if c in "\r\n" else " " for c in self.text[self.at : end]))
        self.at = end

    def _quoted(self, quote: str) -> None:
        self._take("quoted" if quote == "`" else "string", self._closing(quote), skip=1, close=1)

    def _quoted_parameter(self) -> None:
        start = self.at
        self.at += 1
        end = self._closing("`")
        self.at = start
        self._take("parameter", end, skip=2, close=1)

    def _closing(self, quote: str) -> int:
        """Return where what opens here with ``quote`` ends, its closing quote included."""
        at = self.at + 1
        while (at := _next(self.text, at, quote)) < len(self.text):
            if self.text[at] == "\\" or (quote == "`" and self.text.startswith("``", at)):
                at += 2
            else:
                return at + 1
        what = "name" if quote == "`" else "string"
        raise fault(f"this {what} is never closed: {quote} is missing", self.text, self.at)

    def _number(self) -> None:
        found = _NUMBER.match(self.text, self.at)
        end = found.end() if found else self.at + 1
        # In 1..3 the dots are a range, not the point of a number.
        dots = self.text.find("..", self.at, end + 1)
        self._take("number", dots if dots > self.at else end)

    def _after_dot(self) -> bool:
        return bool(self.tokens) and self.tokens[-1].text in (".", "..") and self.tokens[-1].end == self.at

    def _word(self, end: int) -> None:
        word = self.text[self.at : end]
        if not word.isascii() and (meant := skeleton(word, self.policy).upper()) in self.policy.reserved:
            strange = next(c for c in word if not c.isascii())
            told = f"{unicodedata.name(strange, 'a strange letter').lower()}, U+{ord(strange):04X}"
            raise fault(f"this looks like {meant} and is written with {told}: type it anew", self.text, self.at)
        self._take("word", end)

    def _name_at(self, at: int) -> int:
        """Return where a name that begins here ends, or ``at`` where none begins."""
        if at >= len(self.text) or not (self.text[at] == "_" or _is_letter(self.text[at])):
            return at
        while at < len(self.text) and _goes_on(self.text[at]):
            at += 1
        return at

    def _sign(self, here: str) -> None:
        if here.isspace() or here in "\x1c\x1d\x1e\x1f":
            self.out.append(here)
            self.at += 1
            return
        if here in _CURLY:
            raise fault(f"this quote is none of Cypher's: write {_CURLY[here]} in place of {here}", self.text, self.at)
        if not here.isprintable() or here == "\\":
            told = "a backslash" if here == "\\" else f"the invisible sign U+{ord(here):04X}"
            raise fault(f"{told} has no place outside a string: take it out", self.text, self.at)
        sign = next((s for s in _SIGNS if self.text.startswith(s, self.at)), _plain(here))
        self.tokens.append(Token(kind="sign", text=sign, start=self.at, end=self.at + len(sign)))
        self.out.append(sign)
        self.at += len(sign)


def skeleton(word: str, policy: Policy) -> str:
    """Return a word in lower case with each letter replaced by the Latin one that it looks like."""
    flat = unicodedata.normalize("NFKD", word.translate(policy.look_alikes))
    return "".join(c for c in flat.casefold().translate(policy.look_alikes) if not unicodedata.combining(c))


def _partners(text: str, tokens: tuple[Token, ...], policy: Policy) -> tuple[int, ...]:
    partner = [-1] * len(tokens)
    open_ones: list[int] = []
    for number, token in enumerate(tokens):
        if token.kind != "sign" or token.text not in "()[]{}":
            continue
        if token.text in "([{":
            open_ones.append(number)
            if len(open_ones) > policy.most_nested:
                raise fault(f"more than {policy.most_nested} brackets are open here: nest less", text, token.start)
        elif open_ones and tokens[open_ones[-1]].text == _PAIRS[token.text]:
            partner[number] = open_ones.pop()
            partner[partner[number]] = number
        else:
            raise fault(f"this {token.text} closes nothing", text, token.start)
    if open_ones:
        left = tokens[open_ones[-1]]
        raise fault(f"this {left.text} is never closed", text, left.start)
    return tuple(partner)


def _next(text: str, at: int, quote: str) -> int:
    found = _ends(quote).search(text, at)
    return found.start() if found else len(text)


@functools.cache
def _ends(quote: str) -> re.Pattern[str]:
    return re.compile("`" if quote == "`" else rf"[\\{quote}]")


def _is_letter(char: str) -> bool:
    return char.isalpha() or unicodedata.category(char) in ("Nl", "Pc")


def _goes_on(char: str) -> bool:
    return char == "_" or char.isalnum() or unicodedata.category(char) in ("Nl", "Mn", "Mc", "Pc")


def _plain(sign: str) -> str:
    """Return the ASCII form of a sign that has one of the same meaning: full-width brackets, dashes."""
    if sign in _DASHES:
        return "-"
    wide = unicodedata.normalize("NFKC", sign)
    return wide if len(wide) == 1 and wide.isascii() else sign
