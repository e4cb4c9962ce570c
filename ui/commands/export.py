"""``sextant export``: statements or the graph as files."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.output import DONE, Json, emit, json_line, note
from ui.settings import Settings, WrongUsage
from ui.wiring import lens_of, place_of

if TYPE_CHECKING:
    from graph.record.lens import Lens

WHAT = ("statements",)


def export(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="statements", help="What is exported.")],
    output: Annotated[Path, typer.Argument(metavar="FILE", help="A .jsonl file, or - for standard output.")],
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="As the sources of that day say.")] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="NAME", help="What one source says.")] = None,
) -> int:
    """Write all statements in force, one JSON object a line, in the order of their ids.

    Each has id, document, subject, predicate and object (or property and value), its qualifiers, and the quote with its
    offsets. A line for each document gives its title, url, publisher and dates.

    Examples:
        sextant export statements statements.jsonl
        sextant export statements - --source "model cards"
    """
    settings: Settings = context.obj
    if what not in WHAT:
        raise WrongUsage(f"export {what}: possible is statements; the graph follows in a later version")
    lines = _lines(settings, lens_of(as_of, source))
    if str(output) == "-":
        for line in lines:
            emit(line)
        return DONE
    count = 0
    with output.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(json_line(line) + "\n")
            count += 1
    note(f"{count:,} lines in {output}")
    return DONE


def _lines(settings: Settings, lens: "Lens") -> Iterator[Json]:
    from graph.explore.export import document_line, statement_lines
    from graph.ontology import shipped_ontology
    from graph.record.reader import RecordReader

    with RecordReader(place_of(settings).record) as reader, reader.snapshot():
        for document in reader.documents(lens):
            yield document_line(document)
        yield from statement_lines(reader, shipped_ontology(), lens)
