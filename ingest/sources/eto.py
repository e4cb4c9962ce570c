"""ETO's tables of the supply chain of chips.

The mapping in the YAML reads the columns. Which providers are countries stands in the table of providers beside that of
what they provide, and the size of a market is a figure with remarks.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from graph.record.cells import Row, Table, inner_span, scan_csv
from graph.record.types import Leftover, Reading, SetAside, Span, Statement
from ingest.decode import Decoded, decode
from ingest.reader import Head, Raw, Reader
from ingest.source import load_source
from ingest.tables.source import table_reader

SOURCE = load_source(Path(__file__).with_suffix(".yaml"))
"""What the YAML file beside this module says."""
PROVIDERS = "providers.csv"
"""The table beside the others that tells which providers are countries."""

_TABLES = table_reader(Path(__file__).with_suffix(".yaml"))
VERSION = f"{_TABLES.version}, eto 2"
"""Names and versions of all that reads these tables."""

_SIZE = re.compile(r"\$(?P<figure>\d[\d,.]{0,20})\s?(?P<scale>[a-z]+)?(?:\s?\((?P<year>\d{4})\))?")
_ISO3 = re.compile(r"[A-Z]{3}")
_NO_COUNTRY = "EUR"


def recognise(head: Head) -> float:
    """Return how sure it is that a file is one of ETO's tables, by its columns."""
    return 0.95 if _TABLES.recognise(head) else 0.0


def read(raw: Raw) -> Iterator[Reading | SetAside]:
    """Yield what one of the tables says, or why it is set aside."""
    for one in _TABLES.read(raw):
        yield one if isinstance(one, SetAside) else _extended(one, raw)


def _extended(one: Reading, raw: Raw) -> Reading:
    table = scan_csv(one.document.text)
    one = replace(one, document=replace(one.document, reader=VERSION), statements=tuple(_named_once(one.statements)))
    if SOURCE.reads["market_size"][0] in table.header:
        return _with_sizes(one, table)
    own = SOURCE.reads["provider_type"][0] in table.header
    return _with_countries(one, _countries(raw.data if own else raw.beside(PROVIDERS)))


def _named_once(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield statements, a thing's name only where it first stands: it is repeated in each of its rows."""
    met: set[tuple[str, object]] = set()
    for one in statements:
        if one.predicate != "name" or (one.subject, one.value) not in met:
            yield one
        if one.predicate == "name":
            met.add((one.subject, one.value))


def _with_countries(one: Reading, countries: Mapping[str, str]) -> Reading:
    """Return a reading in which what is said of a provider that is a country is said of the country.

    A provider that stands for several countries is none, and what is said of it is left over.
    """
    said, left = list[Statement](), list(one.leftovers)
    for statement in one.statements:
        country = countries.get(statement.subject)
        if country is None:
            said.append(statement)
        elif country and statement.predicate != "name":
            said.append(replace(statement, subject=country))
        elif not country and statement.object is not None:
            quote = statement.span.cut(one.document)
            reason = f"{statement.subject}: the provider stands for several countries"
            left.append(Leftover(field=statement.predicate, value=quote, reason=reason, span=statement.span))
    return replace(one, statements=tuple(said), leftovers=tuple(left))


def _countries(data: bytes | None) -> dict[str, str]:
    """Return the keys of countries by those of the providers that stand for them; "" where that is not one."""
    decoded = decode(data) if data else None
    if not isinstance(decoded, Decoded):
        return {}
    table = scan_csv(decoded.text)
    at = {name: place for place, name in enumerate(table.header)}
    wanted = [SOURCE.reads[purpose][0] for purpose in ("provider", "provider_name", "provider_type")]
    if not set(wanted) <= set(at):
        return {}
    found = {}
    for row in table.rows():
        number, name, kind = (_text(row, at[column]) for column in wanted)
        if kind in SOURCE.words["countries"]:
            known = _ISO3.fullmatch(name) and name != _NO_COUNTRY
            found[f"eto-provider:{number}"] = f"iso3:{name}" if known else ""
    return found


def _text(row: Row, at: int) -> str:
    return row.cells[at].text.strip() if at < len(row.cells) else ""


def _with_sizes(one: Reading, table: Table) -> Reading:
    """Return a reading with the sizes of markets; figures of something else than the row's input are left over."""
    (column,), (number,), (stage,) = (SOURCE.reads[purpose] for purpose in ("market_size", "input", "stage"))
    of_inputs = number in table.header
    at, key = table.header.index(column), table.header.index(number if of_inputs else stage)
    said, left = list(one.statements), list(one.leftovers)
    for row in table.rows():
        text, name = _text(row, at), _text(row, key)
        if not text or not name:
            continue
        start, end = inner_span(table.text, row.cells[at])
        span = Span(start=start, end=end)
        value = _size(text)
        if value is None:
            reason = f"row {row.number}, column {column}: not the size of this market alone"
            left.append(Leftover(field=column, value=text, reason=reason, span=span))
            continue
        subject = f"eto-input:{name}" if of_inputs else f"SupplyInput:{name}"
        said.append(Statement(subject=subject, predicate="market_size", value=value, span=span, method="table"))
    unread = {name: count for name, count in one.unread.items() if name != column}
    return replace(one, statements=tuple(said), leftovers=tuple(left), unread=unread)


def _size(text: str) -> float | None:
    scales = {name: float(value) for name, value in (one.split("=") for one in SOURCE.words["scales"])}
    found = _SIZE.fullmatch(text)
    if found is None or (found["scale"] or "") not in ("", *scales):
        return None
    try:
        figure = float(found["figure"].replace(",", ""))
    except ValueError:
        return None
    return round(figure * scales.get(found["scale"] or "", 1.0), 2)


READER = Reader(rules=SOURCE, version=VERSION, recognise=recognise, read=read, companions=(PROVIDERS,))
"""ETO's tables among the sources."""
