"""``sextant cypher``: run a query that only reads."""

import csv
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.output import DONE, Json, emit, emit_table, json_line, note
from ui.settings import Settings, WrongUsage
from ui.wiring import lens_of, opened

if TYPE_CHECKING:
    from graph.engine import Cell, Result
    from graph.explore.guard import Outcome
    from graph.explore.session import Session

FORMATS = ("table", "json", "csv")


def cypher(
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="CYPHER|-", help="The query, or - to read it from standard input.")],
    param: Annotated[
        list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help="A parameter; may be repeated.")
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="table|json|csv", help="How rows are printed.")] = "table",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the rows to a .csv or .json file.")
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="As the sources of that day say.")] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="NAME", help="What one source says.")] = None,
) -> int:
    """Run a Cypher query that only reads.

    A parameter's value is read as JSON where it is JSON (a number, true, a list), else as text. With --json, and with
    --format json, each row is one object on a line.

    Examples:
        sextant cypher "MATCH (l:Lab)-[:DEVELOPED]->(m) RETURN l.name AS lab, count(m) AS n ORDER BY n DESC LIMIT 10"
        sextant cypher "MATCH (m:Model {name: $name}) RETURN m" --param name=Qwen/Qwen2.5-7B --json
        sextant cypher - -o rows.csv < query.cypher
        sextant cypher "MATCH (m:Model) RETURN count(m) AS models" --as-of 2024-06-01
    """
    settings: Settings = context.obj
    if form not in FORMATS:
        raise WrongUsage(f"--format {form}: possible are {', '.join(FORMATS)}")
    text = sys.stdin.read() if query == "-" else query
    parameters = dict(_parameter(one) for one in param or [])
    with opened(settings, lens_of(as_of, source)) as session:
        outcome = _guarded(session, text, parameters)
    result = outcome.result
    for line in (*outcome.warnings, *outcome.diagnosis, *([outcome.cut] if outcome.cut else [])):
        note(line)
    if output is not None:
        _write(result, output)
    elif settings.as_json or form == "json":
        for row in _objects(result):
            emit(row)
    elif form == "csv":
        sys.stdout.write(_csv(result))
    else:
        emit_table(result.columns, ([_shown(cell) for cell in row] for row in result.rows))
        if not result.rows and not outcome.diagnosis:
            note("no rows")
    return DONE


def _guarded(session: "Session", text: str, parameters: dict[str, Json]) -> "Outcome":
    """Run the query behind the guard; on a terminal a caret shows where one is wrong, before the line that says why."""
    from graph.errors import QueryError
    from graph.explore.guard import guarded_read
    from graph.explore.guard_place import caret

    try:
        return guarded_read(session.graph, session.ontology, text, parameters)
    except QueryError as error:
        shown = caret(text, error)
        if shown and sys.stderr.isatty():
            print(shown, file=sys.stderr)
        raise


def _parameter(text: str) -> tuple[str, Json]:
    import json

    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise WrongUsage(f"--param {text}: write NAME=VALUE")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _objects(result: "Result") -> Iterator[dict[str, Json]]:
    for row in result.rows:
        yield {column: plain_cell(cell) for column, cell in zip(result.columns, row, strict=True)}


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


def _shown(cell: "Cell") -> str:
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


def _csv(result: "Result") -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows([_shown(cell) for cell in row] for row in result.rows)
    return text.getvalue()


def _write(result: "Result", path: Path) -> None:
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".json"):
        raise WrongUsage(f"-o {path}: a file of rows ends in .csv or .json")
    text = _csv(result) if suffix == ".csv" else "".join(json_line(row) + "\n" for row in _objects(result))
    path.write_text(text, encoding="utf-8", newline="\n")
    note(f"{len(result.rows):,} rows in {path}")
