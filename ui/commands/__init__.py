'''The commands of ``sextant``, one module each. A module that is here is a command; a name with a leading
underscore is help for others.

The conventions, by the example of ``ui/commands/count_words.py``, which becomes ``sextant count-words``::

    """``sextant count-words``: how many words a text has."""

    from typing import Annotated

    import typer

    from ui.output import DONE, emit, say
    from ui.settings import Settings


    def count_words(
        context: typer.Context,
        text: Annotated[str, typer.Argument(metavar="TEXT", help="The text, in quotes.")],
        twice: Annotated[bool, typer.Option("--twice", help="Count each word two times.")] = False,
    ) -> int:
        """Count the words of a text.

        The first sentence is the line in the list of commands; what follows is shown by --help.

        Examples:
            sextant count-words "a b c"
            sextant count-words "a b c" --twice --json
        """
        from graph.words import count        # a room: imported when the command runs, never above

        settings: Settings = context.obj
        number = count(text, home=settings.home)
        emit({"words": number}) if settings.as_json else say(f"{number} words")
        return DONE

* The function is named like its module, takes ``context: typer.Context`` first and returns an exit code of
  ``ui.output``: ``DONE``, ``FAILED`` or ``SET_ASIDE``. It raises SextantError for what a user can mend (one line,
  exit code 1) and ``ui.settings.WrongUsage`` for wrong usage (exit code 2); the frame prints both.
* At module level it imports nothing but the standard library's light parts, typer and ``ui`` modules.
* ``--home``, ``--graph`` and ``--json`` never appear in its signature: they are in ``context.obj``.
* With ``as_json`` it prints by ``emit`` alone; remarks go by ``note``, progress by ``ui.progress.Progress``.
* A helper shared by several commands lives in a module with a leading underscore.
'''

import importlib
import inspect
import pkgutil
from collections.abc import Callable

Command = Callable[..., int]
"""A command: a function with typer's annotations that returns an exit code."""


def command_names() -> tuple[str, ...]:
    """Give the names of all commands, as they are typed, sorted."""
    modules = pkgutil.iter_modules(__path__)
    return tuple(sorted(module.name.replace("_", "-") for module in modules if not module.name.startswith("_")))


def load_command(name: str) -> Command:
    """Import the module of one command and give its function."""
    module_name = name.replace("-", "_")
    command: Command = getattr(importlib.import_module(f"{__name__}.{module_name}"), module_name)
    return command


def help_text(command: Command) -> str:
    """Give the help of a command: its docstring, with indented blocks kept line by line."""
    paragraphs = inspect.cleandoc(command.__doc__ or "").split("\n\n")
    return "\n\n".join(_kept(paragraph) if _is_block(paragraph) else paragraph for paragraph in paragraphs)


def _is_block(paragraph: str) -> bool:
    return any(line.startswith(" ") for line in paragraph.splitlines())


def _kept(paragraph: str) -> str:
    """Mark a paragraph for the help formatter as one whose lines are not to be joined."""
    return "\b\n" + paragraph
