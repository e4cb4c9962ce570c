"""``sextant search``: find documents by their best passage."""

import time
from pathlib import Path
from typing import Annotated

import typer

from ui.commands._searching import Query, open_desk, queries_of, tell, told_json
from ui.output import DONE, emit
from ui.settings import Settings, WrongUsage

MOST = 1000
"""Documents that may be asked for at once."""


def search(
    context: typer.Context,
    words: Annotated[str | None, typer.Argument(metavar="WORDS", help="What is looked for, in quotes.")] = None,
    k: Annotated[int, typer.Option("-k", help=f"How many documents, at most {MOST:,}.")] = 10,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="A .jsonl file of queries: id, query. - reads them.")
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar="KIND", help="Only documents of a kind: card, paper, news ...")
    ] = None,
    country: Annotated[
        list[str] | None,
        typer.Option("--country", metavar="NAME", help="Only those about a country, or about what is of it."),
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="Published then or later.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Published then or before.")] = None,
    entity: Annotated[
        list[str] | None, typer.Option("--entity", metavar="NAME", help="Only those about a thing: a name or an id.")
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="As documents stood on that day.")] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="NAME", help="Only those of one source or publisher.")
    ] = None,
) -> int:
    """Find the documents that fit some words or a question best, each by its best passage, with why it ranks.

    Words count, pairs of words, what is meant, and the things that are named, under any of their names. Of documents
    that are nearly the same all are listed, the later ones marked as twins. -k counts documents. --kind and --country
    may be given several times, for any of them; --entity for each of them. Dates are years, months or days.

    Examples:
        sextant search "watermark for generated images"
        sextant search "who must register a recommender system" --country China --since 2022
        sextant search "licence of the weights" --kind card --entity Qwen2.5 -k 5
        sextant search --file queries.jsonl --json
    """
    settings: Settings = context.obj
    if (words is None) == (file is None):
        raise WrongUsage('search needs words in quotes, or --file FILE: sextant search "export rules for chips"')
    if not 1 <= k <= MOST:
        raise WrongUsage(f"-k {k}: from 1 to {MOST:,}")
    asked = [Query(id=None, text=words)] if words is not None else list(queries_of(file or Path()))
    with open_desk(settings) as desk:
        filters = desk.filters(
            kinds=kind or (), countries=country or (), entities=entity or (), since=since, until=until, as_of=as_of,
            source=source,
        )  # fmt: skip
        for query in asked:
            started = time.perf_counter()
            told = desk.look_for(query, k, filters)
            milliseconds = round(1000 * (time.perf_counter() - started), 1)
            if settings.as_json or file is not None:
                emit(told_json(told, milliseconds))
            else:
                tell(told)
    return DONE
