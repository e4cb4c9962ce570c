"""The library of named queries: ``.cypher`` files that begin with what they answer and which parameters they take.

The header of a file is YAML in its leading ``//`` lines::

    // name: labs-of-country
    // title: Labs of a country
    // group: labs and countries
    // questions:
    //   - Which labs are based in China?
    //   - AI labs from China
    // parameters:
    //   country:
    //     type: text
    //     example: China
    //     about: Any of the country's names.
    // returns:
    //   lab: The lab.

    MATCH (c:Country) WHERE $country IN c.names ...

A parameter with a ``default`` may be left out, one that is ``optional`` is null then; any other must be given and has
an ``example``. Things are found by ``$name IN n.names``, since a thing goes by many names and has only one ``name``.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from graph.engine import Scalar
from graph.errors import LibraryError, LibraryMisuse
from graph.explore.library_file import SUFFIX, NamedQuery, QueryParameter, read_query, read_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All named queries."""

    queries: tuple[NamedQuery, ...]
    """By group and name, the user's own last."""
    faults: tuple[str, ...]
    """What is wrong with files of the user's own that are left out, one line each."""


def load_library(own: Path | None = None) -> Library:
    """Return all named queries: those that ship, and those in the folder ``own`` if it is there.

    Raises LibraryError, which names file and line, for one that ships and does not hold.
    """
    found: dict[str, NamedQuery] = {}
    faults: list[str] = []
    for entry, is_own in _files(own):
        try:
            query = _read(entry, is_own)
            if query.name in found:
                raise LibraryError(f"{_shown(entry)}: the library has a query of this name already; rename the file")
            found[query.name] = query
        except LibraryError as error:
            if not is_own:
                raise
            faults.append(str(error))
    ordered = sorted(found.values(), key=lambda query: (query.own, query.group, query.name))
    return Library(queries=tuple(ordered), faults=tuple(faults))


def find_query(name: str, own: Path | None = None) -> NamedQuery:
    """Return the query of this name; no other file is read.

    Raises LibraryMisuse, naming what is near, where there is none, LibraryError where its file does not hold.
    """
    entries = {entry.name.removesuffix(SUFFIX): (entry, is_own) for entry, is_own in reversed(list(_files(own)))}
    if name not in entries:
        near = nearest(name, entries)
        hint = f"; nearest: {', '.join(near)}" if near else ""
        raise LibraryMisuse(f"{name}: the library has no query of this name{hint} (`sextant cypher` lists them all)")
    return _read(*entries[name])


def bind(query: NamedQuery, given: Mapping[str, str]) -> dict[str, Scalar]:
    """Return the parameters of a query from values as they are typed, defaults filled in.

    Raises LibraryMisuse for a name it does not have, a value of another type, or, with an example, one that is missing.
    """
    known = [parameter.name for parameter in query.parameters]
    for name in given:
        if name not in known:
            near = nearest(name, known)
            hint = f"did you mean {near[0]}?" if near else f"it has {', '.join(known) or 'none'}"
            raise LibraryMisuse(f"{query.name} has no parameter {name!r}; {hint}")
    missing = [p for p in query.parameters if p.required and p.name not in given]
    if missing:
        example = " ".join(f'--param "{p.name}={p.example}"' for p in missing)
        raise LibraryMisuse(f"{query.name} needs {' and '.join(p.name for p in missing)}; for example: {example}")
    return {p.name: _value(query, p, given[p.name]) if p.name in given else p.default for p in query.parameters}


def _value(query: NamedQuery, parameter: QueryParameter, text: str) -> Scalar:
    try:
        return read_value(f"{query.name}: {parameter.name}", parameter.kind, text)
    except LibraryError as error:
        raise LibraryMisuse(str(error)) from error


def nearest(name: str, names: Iterable[str]) -> list[str]:
    """Return at most three of the names that are most like one that was mistyped, the likest first."""
    possible = {one.casefold(): one for one in names}
    folded = name.casefold().replace("_", "-")
    close = difflib.get_close_matches(folded, possible, n=3, cutoff=0.6)
    # A part of the words is near too: "labs-country" is meant as "labs-of-country".
    words = set(folded.split("-"))
    shared = sorted(one for one in possible if len(words) > 1 and words <= set(one.split("-")))
    return [possible[one] for one in dict.fromkeys([*shared, *close])][:3]


def _read(entry: Traversable, is_own: bool) -> NamedQuery:
    return read_query(_shown(entry), _text(entry), own=is_own)


def _files(own: Path | None) -> Iterator[tuple[Traversable, bool]]:
    """Yield the files of the library in the order of their names, with whether each is the user's own."""
    yield from ((entry, False) for entry in _below(resources.files("cypher") / "library"))
    if own is not None and own.is_dir():
        yield from ((entry, True) for entry in _below(own))


def _below(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _below(entry)
        elif entry.name.endswith(SUFFIX):
            yield entry


def _shown(entry: Traversable) -> str:
    return str(entry) if isinstance(entry, Path) else entry.name


def _text(entry: Traversable) -> str:
    try:
        return entry.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise LibraryError(f"{_shown(entry)}: not UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise LibraryError(f"{_shown(entry)}: cannot be read ({error.strerror or error})") from error
