"""Errors of the driver as errors of the product: one line each, without the noise of the engine."""

import re

from graph.engine.bolt import exceptions
from graph.errors import EngineError, EngineUnavailable, QueryError, QueryTimeout, StoreDamaged, WriteRefused

_WRITING = ("Neo.ClientError.Statement.AccessMode", "Neo.ClientError.Security.Forbidden")
_TIMED_OUT = re.compile(r"TransactionTimedOut|LockAcquisitionTimeout")
_NOISE = re.compile(r"^(?:[a-z]+(?:\.\w+)+(?:Exception|Error): |(?:[A-Z]\w+): (?=\S))")
_PLACE_IN_TEXT = re.compile(r"\s*\(line (\d+), column (\d+) \(offset: \d+\)\)")
_PLACES = (
    (re.compile(r"\(line (\d+), column (\d+) \(offset: \d+\)\)"), 1),
    (re.compile(r"at line (\d+):(\d+)"), 0),
    (re.compile(r"at line (\d+), column (\d+)"), 0),
)
"""How engines name a place, and the number they give to the first column."""
_DAMAGE = re.compile(
    r"corrupt|Error on (?:loading|reading|opening) (?:page|file|schema)|Cannot open database: (?!.*does not exist)"
    r"|BufferUnderflow|BufferOverflow|IndexOutOfBounds|SerializationException|Invalid position|checksum",
    re.IGNORECASE,
)
_FULL = re.compile(r"No space left|disk full|not enough space", re.IGNORECASE)


class OutcomeUnknown(EngineUnavailable):
    """The engine was lost while it committed: trying again could do the work twice."""


def translate(error: Exception, *, place: str, limit_s: float) -> EngineError:
    """Return the product's error for one that the driver raised at ``place``."""
    if isinstance(error, exceptions.AuthError) and not isinstance(error, exceptions.Forbidden):
        return EngineUnavailable(f"{place} refuses the user or the password: check both")
    if isinstance(error, exceptions.Neo4jError):
        return _of_server(error, place, limit_s)
    if isinstance(error, exceptions.IncompleteCommit):
        return OutcomeUnknown(f"{place} was lost while it committed: whether the change is in is unknown; run again")
    if isinstance(error, exceptions.DriverError):
        return EngineUnavailable(f"{place} cannot be reached: {_reason(error)}")
    return QueryError(f"a parameter cannot be sent to the graph: {one_line(str(error))}")


def _of_server(error: exceptions.Neo4jError, place: str, limit_s: float) -> EngineError:
    code, text = error.code or "", clean(error.message or "")
    if code.endswith(".Transaction.Terminated"):
        return QueryTimeout("the query was stopped before it was done")
    if _TIMED_OUT.search(code):
        return QueryTimeout(f"the query ran past its limit of {limit_s:g} s and was stopped: narrow it or add LIMIT")
    if "Syntax" not in code and ("LOAD CSV" in text or "update security" in text):
        return WriteRefused("the query reaches beyond the graph (LOAD CSV or users), and only reading is allowed here")
    if code in _WRITING:
        return WriteRefused("the query would write, and only reading is allowed here")
    if code.startswith("Neo.ClientError.Database."):
        return EngineUnavailable(f"{place} has no such database: {text}")
    if _FULL.search(text):
        return EngineUnavailable(f"{place} cannot write: the disk is full; make room and run again")
    if "Memory" in code:
        return QueryError("the query needs more memory than the engine has: narrow it or add LIMIT")
    if not code.startswith("Neo.ClientError") and _DAMAGE.search(error.message or ""):
        return StoreDamaged(f"the graph ({place}) cannot be read: {text}")
    if "CredentialsExpired" in code:
        return EngineUnavailable(f"{place} wants the password of this user changed first")
    return _placed(QueryError(text or code), error.message or "")


def _placed(error: QueryError, message: str) -> QueryError:
    """Return the error with the place in the query that an engine's message names, in any of the forms they use."""
    for pattern, first in _PLACES:
        found = pattern.search(message)
        if found is not None:
            error.line, error.column = int(found[1]), int(found[2]) + 1 - first
            break
    return error


def clean(message: str) -> str:
    """Return an engine's message as one line, without class names and the echo of the query."""
    first = message.strip().split("\n")[0]
    if first.startswith(("Error executing Cypher command: ", "Error executing Cypher query: ")):
        return "the engine failed in this query and gave no reason; its log may have one"
    return one_line(_PLACE_IN_TEXT.sub(r" (line \1, column \2)", _NOISE.sub("", first)))


def one_line(text: str) -> str:
    """Return a text on one line of at most 300 characters, without those that no terminal should get."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= 300 else line[:299] + "…"


def _reason(error: exceptions.DriverError) -> str:
    return one_line(str(error).split("(")[0])[:200].rstrip(": ") or type(error).__name__
