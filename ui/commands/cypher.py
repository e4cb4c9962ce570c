"""``sextant cypher``: run a query that only reads, or one of the library by its name."""

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands._evidence import FOLLOWED, evidence_of, remark, tell_evidence
from ui.commands._guarded import read_guarded
from ui.commands._library import is_name, list_library, resolved
from ui.output import DONE, Json, emit, emit_table, json_line, note
from ui.rows_page import picture_of, rows_page
from ui.settings import Settings, WrongUsage
from ui.wiring import lens_of, opened

if TYPE_CHECKING:
    from graph.engine import Cell, Parameter, Result
    from graph.explore.follow import Followed
    from graph.explore.session import Session

FORMATS = ("table", "json", "csv")
SUFFIXES = (".csv", ".json", ".html")


def cypher(
    context: typer.Context,
    query: Annotated[
        str | None,
        typer.Argument(
            metavar="CYPHER|-|NAME",
            help="The query, - to read it from standard input, or the name of one of the library; none lists these.",
        ),
    ] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help="A parameter; may be repeated.")
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="table|json|csv", help="How rows are printed.")] = "table",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write the rows to a .csv, .json or .html file."),
    ] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Show the statements behind the nodes and relationships of the rows.")
    ] = False,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="As the sources of that day say.")] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="NAME", help="What one source says.")] = None,
) -> int:
    """Run a Cypher query that only reads, or a named query of the library.

    A single word is the name of a query of the library; without any query, the library is listed. Files of your own
    in the folder library of the home join it.

    A parameter's value is read as JSON where it is JSON (a number, true, a list), else as text; those of a named query
    are read by their types. With --json, and with --format json, each row is one object on a line. An .html file is one
    page with a table and, where the rows hold nodes or paths, a graph to look around in.

    Examples:
        sextant cypher "MATCH (l:Lab)-[:DEVELOPED]->(m) RETURN l.name AS lab, count(m) AS n ORDER BY n DESC LIMIT 10"
        sextant cypher "MATCH (m:Model {name: $name}) RETURN m" --param name=Qwen/Qwen2.5-7B --json
        sextant cypher - -o rows.csv < query.cypher
        sextant cypher labs-of-country --param country=China
        sextant cypher around --param name=Qwen/Qwen2.5-7B --evidence -o around.html
        sextant cypher "MATCH (m:Model) RETURN count(m) AS models" --as-of 2024-06-01
    """
    settings: Settings = context.obj
    if form not in FORMATS:
        raise WrongUsage(f"--format {form}: possible are {', '.join(FORMATS)}")
    _check_output(output, evidence=evidence, form=form)
    if query is None:
        if param or output or evidence:
            raise WrongUsage("no query: write one, - or a name of the library (`sextant cypher` alone lists them)")
        list_library(settings, as_json=settings.as_json or form == "json")
        return DONE
    asked = _asked(query, param or [], settings)
    with opened(settings, lens_of(as_of, source)) as session:
        result, is_explained = read_guarded(session, asked.text, asked.parameters)
        found = _found(session, asked, result, evidence=evidence, output=output)
    if output is not None:
        _write(found, output)
    elif settings.as_json or form == "json":
        for row in _objects(found):
            emit(row)
    elif form == "csv":
        sys.stdout.write(csv_text(found.columns, found.result.rows))
    else:
        emit_table(found.columns, ([shown_cell(cell) for cell in row] for row in result.rows))
        if not result.rows and not is_explained:
            note("no rows")
        tell_evidence(found.evidence.values())
    return DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is run: Cypher with its parameters, and what it is called."""

    text: str
    parameters: "Mapping[str, Parameter]"
    title: str = "Rows"
    columns: tuple[str, ...] = ()
    """Those of a named query, for an engine that tells none of an empty result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A result with what else is shown of it."""

    asked: _Asked
    columns: tuple[str, ...]
    result: "Result"
    followed: bool
    """Whether the rows are followed to their statements."""
    evidence: "Mapping[str, Followed]"
    picture: Mapping[str, Json]
    """Nodes and links, for a page alone."""


def _asked(query: str, given: Sequence[str], settings: Settings) -> _Asked:
    texts = dict(_parameter(one) for one in given)
    if is_name(query):
        named, values = resolved(query, texts, settings)
        return _Asked(text=named.text, parameters=values, title=named.title, columns=tuple(named.returns))
    text = sys.stdin.read() if query == "-" else query
    return _Asked(text=text, parameters={name: _value(value) for name, value in texts.items()})


def _parameter(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise WrongUsage(f"--param {text}: write NAME=VALUE")
    return name, value


def _value(text: str) -> Json:
    import json

    try:
        value: Json = json.loads(text)
    except ValueError:
        return text
    return value


def _found(session: "Session", asked: _Asked, result: "Result", *, evidence: bool, output: Path | None) -> _Found:
    """Follow the nodes and relationships of a result as far as that is asked."""
    from graph.engine import GraphRelationship
    from graph.explore.follow import ends_of, follow, parts_of

    page = output is not None and output.suffix.lower() == ".html"
    parts = list(parts_of(cell for row in result.rows for cell in row)) if evidence or page else []
    followed = follow(session, parts, FOLLOWED) if evidence else ()
    if evidence:
        remark(len({str(part.properties.get("id")) for part in parts}), len(followed))
    links = [part for part in parts if isinstance(part, GraphRelationship)]
    picture = picture_of(parts, ends_of(session.graph, links), followed) if page else {}
    columns = result.columns or asked.columns
    known = {one.id: one for one in followed}
    return _Found(asked=asked, columns=columns, result=result, followed=evidence, evidence=known, picture=picture)


def _objects(found: _Found) -> Iterator[dict[str, Json]]:
    for row in found.result.rows:
        told: dict[str, Json] = {column: plain_cell(cell) for column, cell in zip(found.columns, row, strict=True)}
        if found.followed:
            told["evidence"] = evidence_of(row, found.evidence)
        yield told


def plain_cell(cell: "Cell") -> Json:
    """Return a cell as JSON: a node as its labels and properties, a relationship with the ids of its ends."""
    from graph.engine import GraphNode, GraphPath, GraphRelationship

    if isinstance(cell, GraphNode):
        return {"labels": list(cell.labels), "properties": _sorted(cell.properties)}
    if isinstance(cell, GraphRelationship):
        return {"type": cell.type, "start": cell.start, "end": cell.end, "properties": _sorted(cell.properties)}
    if isinstance(cell, GraphPath):
        return {
            "nodes": [plain_cell(n) for n in cell.nodes],
            "relationships": [plain_cell(r) for r in cell.relationships],
        }
    if isinstance(cell, Mapping):
        return _sorted(cell)
    if isinstance(cell, Sequence) and not isinstance(cell, str):
        return [plain_cell(one) for one in cell]
    return cell if not isinstance(cell, float) or (cell == cell and abs(cell) != float("inf")) else str(cell)


def _sorted(properties: "Mapping[str, Cell]") -> dict[str, Json]:
    return {name: plain_cell(properties[name]) for name in sorted(properties)}


def shown_cell(cell: "Cell") -> str:
    """Return a cell as text for a person: a node by its labels and name, a path by the names along it."""
    from graph.engine import GraphNode, GraphPath, GraphRelationship

    if isinstance(cell, GraphNode):
        return f"({':'.join(cell.labels)} {cell.properties.get('name', cell.properties.get('id', ''))})"
    if isinstance(cell, GraphRelationship):
        return f"[{cell.type} {cell.start} -> {cell.end}]"
    if isinstance(cell, GraphPath):
        names = [str(node.properties.get("name", node.properties.get("id"))) for node in cell.nodes]
        return " - ".join(names)
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else json_line(plain_cell(cell))


def csv_text(columns: Sequence[str], rows: "Iterable[Sequence[Cell]]") -> str:
    """Return rows as CSV, with a head."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([shown_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def _check_output(path: Path | None, *, evidence: bool, form: str) -> None:
    suffix = None if path is None else path.suffix.lower()
    if suffix is not None and suffix not in SUFFIXES:
        raise WrongUsage(f"-o {path}: a file of rows ends in {', '.join(SUFFIXES)}")
    if evidence and (suffix == ".csv" or (suffix is None and form == "csv")):
        raise WrongUsage("--evidence: a row of CSV has no room for statements; choose json, table or .html")


def _write(found: _Found, path: Path) -> None:
    suffix = path.suffix.lower()
    if suffix == ".csv":
        text = csv_text(found.columns, found.result.rows)
    elif suffix == ".json":
        text = "".join(json_line(row) + "\n" for row in _objects(found))
    else:
        text = _page(found)
    path.write_text(text, encoding="utf-8", newline="\n")
    note(f"{len(found.result.rows):,} rows in {path}")


def _page(found: _Found) -> str:
    rows = ([shown_cell(cell) for cell in row] for row in found.result.rows)
    held = {name: plain_cell(value) for name, value in found.asked.parameters.items()}
    given = f"\n{json_line(held)}" if held else ""
    return rows_page(found.asked.title, f"{found.asked.text}{given}", found.columns, rows, found.picture)
