"""The error tree of the product. Every error shown to a user is one line that names thing, place and way out.

::

    SextantError
    ├── OntologyError        an ontology file does not hold
    ├── InvalidKey           a text that is not a key of the ontology
    ├── InvalidValue         a value that its property cannot hold; a ValueError too
    ├── RecordError          the record cannot be opened, read or written
    │   ├── EvidenceError    a quote that is not in its document
    │   ├── HomeTooNew       made by a newer version of the product
    │   ├── HomeBusy         another process holds it for too long
    │   └── DiskError        a full or read-only disk
    ├── EngineError
    │   ├── EngineUnavailable  it does not answer, or cannot be started
    │   ├── QueryError         the query is wrong
    │   │   └── WriteRefused   it would write
    │   ├── QueryTimeout       past its limit
    │   └── StoreDamaged       the embedded engine cannot open its store
    ├── ViewError
    │   └── ForeignGraph     the graph belongs to another home, or is neither empty nor stamped
    ├── EmbeddingError       the embedding model cannot be had, or is not the published one
    ├── LibraryError         the file of a named query does not hold
    │   └── LibraryMisuse    a name that the library does not have, or wrong parameters
    ├── SearchError          a search that cannot be run as it is asked
    ├── ModelError           the language model cannot be had, or does not answer
    │   └── BudgetSpent      asking it again could take more than it may
    └── SourceError          a document or source that cannot be read
"""


class SextantError(Exception):
    """Base of all errors that the product raises on purpose."""


class OntologyError(SextantError):
    """An ontology file does not hold; the message names file, line and the possible values."""


class InvalidKey(SextantError):
    """A text that is not a key of the ontology."""


class InvalidValue(SextantError, ValueError):
    """A value that its property cannot hold; the message names property, value and what was expected."""


class RecordError(SextantError):
    """The record cannot be opened, read or written."""


class EvidenceError(RecordError):
    """A statement whose quote is not in its document."""


class HomeTooNew(RecordError):
    """The home was made by a newer version of the product."""


class HomeBusy(RecordError):
    """Another process holds the home for longer than was waited."""


class DiskError(RecordError):
    """The disk is full or cannot be written."""


class EngineError(SextantError):
    """The graph engine."""


class EngineUnavailable(EngineError):
    """The engine does not answer or cannot be started."""


class QueryError(EngineError):
    """The engine refuses the query: wrong syntax, unknown function, wrong parameter."""

    line: int | None = None
    """The line of the query's text where it is wrong, from 1; None where that is not known."""
    column: int | None = None
    """The column there, in characters from 1."""


class WriteRefused(QueryError):
    """The query would write, and only reading is allowed."""


class QueryTimeout(EngineError):
    """The query ran past its limit and was stopped."""


class StoreDamaged(EngineError):
    """The embedded engine cannot open its store."""


class ViewError(SextantError):
    """A view cannot be brought up to date."""


class ForeignGraph(ViewError):
    """The graph belongs to another home, or holds data that no home stamped."""


class EmbeddingError(SextantError):
    """The embedding model cannot be had, or its weights are not the published ones."""


class LibraryError(SextantError):
    """The file of a named query does not hold; the message names file and line."""


class LibraryMisuse(LibraryError):
    """A name that the library does not have, or parameters that a named query does not take."""


class SearchError(SextantError):
    """A search that cannot be run as it is asked: a filter that fits nothing there is."""


class ModelError(SextantError):
    """The language model cannot be had, or does not answer."""


class BudgetSpent(ModelError):
    """Asking the language model again could take more tokens, or money, than it may."""


class SourceError(SextantError):
    """A document or a source that cannot be read."""
