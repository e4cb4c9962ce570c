"""Hashes of the record: digests of texts, ids of statements and judgements, tokens of the change log."""

import hashlib
import json
from collections.abc import Mapping

from graph.record.types import Claim, Judgement, Span, Statement, Value

_SEPARATOR = "\x1f"


def encode(value: Value | None) -> str | None:
    """Return a value as JSON text, the form in which it is stored and compared; None stays None."""
    return None if value is None else json.dumps(value, ensure_ascii=False)


def decode(text: str | None) -> Value | None:
    """Return the value of stored JSON text."""
    return None if text is None else json.loads(text)


def encode_qualifiers(qualifiers: Mapping[str, Value]) -> str | None:
    """Return qualifiers as JSON text with sorted keys, or None where there are none."""
    return json.dumps(dict(qualifiers), ensure_ascii=False, sort_keys=True) if qualifiers else None


def _hash(*parts: str | None) -> bytes:
    text = _SEPARATOR.join("\x00" if part is None else part for part in parts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def text_digest(title: str, text: str) -> bytes:
    """Return the digest by which two versions of an address are compared: title and text."""
    return _hash(title, text)


def statement_id(
    address: str, place: str, digest: bytes, statement: Statement, *, said: str, qualifiers: str | None
) -> bytes:
    """Return the id of a statement: a hash of what is said and where.

    ``place``: which version of the address it is (``Version.place``); ``said``: the object's key or the encoded
    value; ``qualifiers``: encoded.
    """
    span: Span = statement.span
    return _hash(
        address,
        place,
        digest.hex(),
        f"{span.place}:{span.start}:{span.end}",
        statement.subject,
        statement.predicate,
        "edge" if statement.object is not None else "value",
        said,
        qualifiers,
    )


def judgement_id(judgement: Judgement) -> bytes:
    """Return the id of a judgement: a hash of what is judged, how and by whom. Sides have no order."""
    left, right = sorted((judgement.left, judgement.right))
    claim = judgement.claim or Claim(subject="", predicate="", said="")
    return _hash(
        judgement.kind, left, right, claim.subject, claim.predicate, claim.said, claim.address, judgement.author
    )


def token(salt: bytes, marked: str) -> str:
    """Return the token of the change log for a mark and what it marks: the mark and an opaque keyed hash."""
    return marked[0] + opaque(salt, marked[1:])


def opaque(salt: bytes, text: str) -> str:
    """Return a hash of a text that tells nothing without the home's secret salt."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=salt, digest_size=10).hexdigest()


def document_key(address: str) -> str:
    """Return the id of a document's node in the graph, the same for all versions of its address."""
    return "document:" + hashlib.blake2b(address.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
