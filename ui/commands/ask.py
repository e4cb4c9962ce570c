"""``sextant ask``: answer a question, with citations."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands._asking import asker
from ui.llm import forecast, tell_usage, with_llm
from ui.output import DONE, Json, emit, emit_table, note, one_line, say
from ui.settings import Settings, WrongUsage
from ui.wiring import lens_of

if TYPE_CHECKING:
    from qa.reply import Answer

ROWS_SHOWN = 20
QUOTE = 200


def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="The question, in quotes.")] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="A .jsonl file of questions: id, question.")
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="As the sources of that day say.")] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="NAME", help="What one source says.")] = None,
    nearest: Annotated[
        bool, typer.Option("--nearest", help="The nearest named queries beside an answer too, and not a refusal alone.")
    ] = False,
    llm: Annotated[
        str | None,
        typer.Option(
            "--llm", metavar="PROVIDER:MODEL", help="A language model for what is not computed [also SEXTANT_LLM]."
        ),
    ] = None,
    llm_budget: Annotated[
        str | None,
        typer.Option("--llm-budget", metavar="TOKENS|$N", help="The most that it may take [also SEXTANT_LLM_BUDGET]."),
    ] = None,
) -> int:
    """Answer a question from the graph, each claim with the quote that says it; or refuse, with the reason.

    Nothing is guessed: a question of which a word cannot be accounted for is not computed, one that may mean several
    things lists them, and where sources differ both are shown. What is not computed is answered by the sentences of
    documents that bear on it, as they stand, or refused, saying what was searched. A text of several questions is
    answered part by part; with a refusal come the named queries of the library that are nearest, as commands.

    With --llm a language model reads what is not computed, and writes Cypher; the guard lets it only read, and rows,
    sentence and citations are made from statements. Where no Cypher answers, it writes on passages, and what no cited
    passage holds is struck. Question, names and passages go to its provider, whose own variables hold the keys; what it
    took is told, in dollars where SEXTANT_LLM_PRICE says what a million tokens cost, read/written: 3/15.

    Examples:
        sextant ask "Which models has Qwen released?"
        sextant ask "What licence does Mistral-7B-v0.1 use?" --json
        sextant ask "Which models are derived from Qwen2.5-7B?" --as-of 2025-01-20
        sextant ask --file questions.jsonl --json
        sextant ask "Which labs has Alibaba put money into?" --llm anthropic:claude-sonnet-4-5 --llm-budget 20000
    """

    settings: Settings = with_llm(context.obj, llm, llm_budget)
    if (question is None) == (file is None):
        raise WrongUsage(
            'ask needs a question in quotes, or --file FILE: sextant ask "Which models has Qwen released?"'
        )
    lens = lens_of(as_of, source)
    asked = [(None, question)] if question is not None else list(_questions(file or Path()))
    forecast(settings, len(asked))
    with asker(settings, lens, always_nearest=nearest) as answered:
        for identity, text in asked:
            given = answered(text, identity)
            emit(given.as_json()) if settings.as_json or file is not None else _tell(given)
    tell_usage(settings)
    return DONE


def _questions(file: Path) -> Iterator[tuple[str | None, str]]:
    """Yield id and text of each question of a .jsonl file; "-" is standard input.

    Raises WrongUsage, naming the line, for one that is no question.
    """
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(f"--file {file}: cannot be read ({error})") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            held = json.loads(line)
            yield (None if held.get("id") is None else str(held["id"])), str(held["question"])
        except (ValueError, KeyError, AttributeError) as error:
            raise WrongUsage(f'--file {file} line {number}: write {{"id": ..., "question": ...}} on a line') from error


def _tell(given: "Answer") -> None:
    """Print an answer for a person."""
    told = given.as_json()
    say(str(told["text"]))
    for reading in _list(told, "readings"):
        say(f"  - {reading if isinstance(reading, str) else json.dumps(reading, ensure_ascii=False)}")
    for shown in (told, *(part for part in _list(told, "parts") if isinstance(part, dict))):
        _tell_rows(shown)
    citations = _list(told, "citations")
    if citations:
        say("")
    for citation in citations:
        _tell_citation(citation)
    if told.get("understood"):
        say(f"\nunderstood: {told['understood']}")
    if told.get("as_of"):
        say(f"as of {told['as_of']}")
    if told.get("cypher"):
        say(f"cypher: {one_line(str(told['cypher']))}")
        if told.get("read_by"):
            say(f"read by {told['read_by']}, not by the grammar")
        if told.get("params"):
            say(f"params: {json.dumps(told['params'], ensure_ascii=False)}")
    for nearest in _list(told, "nearest"):
        say(f"try: {nearest if isinstance(nearest, str) else json.dumps(nearest, ensure_ascii=False)}")


def _list(told: Mapping[str, Json], name: str) -> list[Json]:
    found = told.get(name)
    return list(found) if isinstance(found, (list, tuple)) else []


def _tell_rows(told: Mapping[str, Json]) -> None:
    """Print rows as a table where the sentence cannot hold them: several columns, or more than ten of one."""
    rows, columns = _list(told, "rows"), [str(one) for one in _list(told, "columns")]
    if not rows or (len(columns) < 2 and len(rows) <= 10):
        return
    shown = [[_shown(cell) for cell in row] for row in rows[:ROWS_SHOWN] if isinstance(row, (list, tuple))]
    say("")
    emit_table(columns, shown)
    if len(rows) > ROWS_SHOWN:
        note(f"{len(rows) - ROWS_SHOWN} more rows; --json has them all")


def _shown(cell: Json) -> str:
    return "" if cell is None else cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)


def _tell_citation(citation: Json) -> None:
    assert isinstance(citation, dict)
    document = citation["document"]
    assert isinstance(document, dict)
    date = document.get("published") or "undated"
    by = f"{document.get('publisher')}, {date}" if document.get("publisher") else str(date)
    quote = one_line(str(citation["quote"]))
    say(f'[{citation["n"]}] "{quote[:QUOTE]}{"..." if len(quote) > QUOTE else ""}"')
    place = f", {citation['place']}" if citation.get("place") else ""
    say(f"    {document.get('title')} ({by}){place} {document.get('url')}")
