"""The frame of the command line: ``main`` reads the settings, finds the command, runs it inside the boundary.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done with documents set aside, 130 interrupted.
"""

import gc
import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from ui.boundary import guarded
from ui.commands import command_names, help_text, load_command
from ui.output import DONE, WRONG_USAGE, emit, note, one_line, prepare_streams, say
from ui.settings import Settings, WrongUsage, hoist, read_settings

EPILOG = "Before and after every command: --home DIR, --graph URL, --json (see sextant --help)."


def main() -> None:
    """Run the command line with the arguments of the process, then exit with its code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code; whatever goes wrong is one line on standard error."""
    prepare_streams()
    # Most objects here live to the end and have no cycles: the default looks through all of them much too often.
    gc.set_threshold(100_000, 50, 50)
    try:
        options, rest = hoist(arguments)
        settings = read_settings(options, os.environ)
    except WrongUsage as error:
        note(one_line(str(error)))
        return WRONG_USAGE
    return guarded(lambda: _invoke(rest, settings), home=settings.home, debug=settings.debug)


def _invoke(arguments: list[str], settings: Settings) -> int:
    command = typer.main.get_command(build_app(_needed(arguments)))
    with command.make_context("sextant", arguments, obj=settings) as context:
        code = command.invoke(context)
    return code if isinstance(code, int) else DONE


def build_app(names: Sequence[str]) -> typer.Typer:
    """Make the app with these commands."""
    app = typer.Typer(
        name="sextant",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(sextant)
    for name in names:
        function = load_command(name)
        app.command(name, help=help_text(function), epilog=EPILOG)(function)
    return app


def _needed(arguments: Sequence[str]) -> tuple[str, ...]:
    """Give the command that is called, so that no other is imported, or else all of them."""
    first = next((argument for argument in arguments if not argument.startswith("-")), None)
    names = command_names()
    return (first,) if first in names else names


def sextant(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
    home: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Folder of the record and its views [./.sextant; also SEXTANT_HOME]."),
    ] = None,
    graph: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="A graph on a server, as neo4j://host:7687 [the embedded one; also SEXTANT_GRAPH]."
            " Credentials: NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="JSON on standard output, and nothing else there.")] = False,
) -> int:
    """A graph of AI labs, models, chips and policies in which every fact has a quoted source.

    --home, --graph and --json are accepted before and after every command.
    """
    # The last three stand here for the help alone: they are taken out of the arguments before typer sees them.
    if version:
        _print_version(context.obj)
        raise typer.Exit(DONE)
    if context.invoked_subcommand is None:
        print(context.get_help())
    return DONE


def _print_version(settings: Settings) -> None:
    from importlib.metadata import version

    number = version("sextant")
    emit({"version": number}) if settings.as_json else say(f"sextant {number}")
