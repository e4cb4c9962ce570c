"""The settings of one run, read once: options before and after the command, then the environment.

No other file reads the environment; rooms below take the two or three values they need, never the whole.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from graph.errors import SextantError

DEFAULT_HOME = ".sextant"
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
"""Schemes of addresses that a graph on a server may have."""


class WrongUsage(SextantError):
    """An option or a variable of the environment holds what it cannot; the exit code is 2."""


class GlobalOptions(NamedTuple):
    """The options that stand before or after any command, as they were given."""

    home: str | None = None
    graph: str | None = None
    json: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one run needs to know of its surroundings."""

    home: Path
    """Absolute folder of record, cache and views; it need not be there yet."""
    graph: str | None = None
    """Address of a graph on a server; None: the embedded one."""
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    database: str | None = None
    """None: the server's default database."""
    contact: str | None = None
    """A page or mail address by which the owner of a server that is asked can turn to the user."""
    allowed_hosts: frozenset[str] = frozenset()
    """Hosts, or ``host:port``, that may be fetched from although they are private or local."""
    proxy: str | None = None
    """The proxy that fetching goes through; None: none."""
    hub: str | None = None
    """Where the Hugging Face Hub is; None: the public one."""
    arxiv: str | None = None
    """Where arXiv's interface is; None: the public one."""
    starter: Path | None = None
    """Another manifest of the starter's data sets; None: the one that ships."""
    model: str | None = None
    """The embedding model by name, "none" for none; None: the default one."""
    llm: str | None = None
    """The language model, ``provider:model``; None: none is asked."""
    llm_budget: str | None = None
    """The most that it may take in one run: tokens, or dollars as ``$2``; None: no end."""
    llm_price: str | None = None
    """What it costs, in dollars for a million tokens read and written: ``3/15``; None: not known."""
    as_json: bool = False
    """Whether standard output holds JSON and nothing else."""
    debug: bool = False
    """Whether an unexpected error shows its traceback."""


def hoist(arguments: Sequence[str]) -> tuple[GlobalOptions, list[str]]:
    """Take ``--home``, ``--graph`` and ``--json`` out of the arguments, wherever they stand before a ``--``.

    Returns the options, the last of each counting, and the other arguments in order. Raises WrongUsage for a
    missing value.
    """
    options, waiting = GlobalOptions(), list(arguments)
    kept: list[str] = []
    while waiting:
        argument = waiting.pop(0)
        name, _, value = argument.partition("=")
        if argument == "--":
            return options, [*kept, argument, *waiting]
        if argument == "--json":
            options = options._replace(json=True)
        elif name in ("--home", "--graph"):
            value = value if "=" in argument else _next_value(name, waiting)
            options = options._replace(home=value) if name == "--home" else options._replace(graph=value)
        else:
            kept.append(argument)
    return options, kept


def read_settings(options: GlobalOptions, environment: Mapping[str, str]) -> Settings:
    """Read the settings; an option counts before its variable, an empty variable is none.

    Raises WrongUsage for an address of no known scheme or one that holds credentials, and for a home that cannot be
    a path.
    """

    def variable(name: str) -> str | None:
        return environment.get(name) or None

    home = _given("--home", options.home) or variable("SEXTANT_HOME") or DEFAULT_HOME
    graph = _given("--graph", options.graph) or variable("SEXTANT_GRAPH")
    starter = variable("SEXTANT_STARTER")
    return Settings(
        home=_folder(home),
        graph=None if graph is None else checked_address(graph),
        username=variable("NEO4J_USERNAME"),
        password=variable("NEO4J_PASSWORD"),
        database=variable("NEO4J_DATABASE"),
        contact=variable("SEXTANT_CONTACT"),
        allowed_hosts=frozenset((variable("SEXTANT_ALLOW_HOSTS") or "").replace(",", " ").split()),
        proxy=variable("SEXTANT_PROXY"),
        hub=variable("HF_ENDPOINT"),
        arxiv=variable("SEXTANT_ARXIV"),
        starter=_path(starter, "SEXTANT_STARTER", "file") if starter else None,
        model=variable("SEXTANT_MODEL"),
        llm=variable("SEXTANT_LLM"),
        llm_budget=variable("SEXTANT_LLM_BUDGET"),
        llm_price=variable("SEXTANT_LLM_PRICE"),
        as_json=options.json,
        debug=environment.get("SEXTANT_DEBUG", "") not in ("", "0"),
    )


def environment_settings(home: str | None = None) -> Settings:
    """Return the settings of this process's environment, of another home if one is given. Raises WrongUsage."""
    return read_settings(GlobalOptions(home=home), os.environ)


_HELD: list[Settings] = []
"""The settings that this process was started with, where a command said so."""


def hold_settings(settings: Settings) -> None:
    """Keep the settings of a command for what it starts in this process: the web app is run again and again."""
    _HELD[:] = [settings]


def process_settings() -> Settings:
    """Return the settings that a command holds, else those of this process's arguments and environment.

    Raises WrongUsage like ``read_settings``.
    """
    return _HELD[0] if _HELD else read_settings(hoist(sys.argv[1:])[0], os.environ)


def checked_address(address: str) -> str:
    """Give the address of a graph back if it can be one.

    Raises WrongUsage; the message never repeats an address that may hold a password.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise WrongUsage("--graph: not an address; one looks like bolt://localhost:7687") from None
    if "@" in address:
        raise WrongUsage(
            "--graph: an address holds no credentials; set NEO4J_USERNAME and NEO4J_PASSWORD in the environment"
        )
    if parts.scheme not in SCHEMES or not host:
        raise WrongUsage(f"--graph {address!r}: not an address; one is SCHEME://HOST[:PORT] with {', '.join(SCHEMES)}")
    return address


def _folder(text: str) -> Path:
    return _path(text, "--home", "folder")


def _path(text: str, name: str, what: str) -> Path:
    try:
        return Path(text).expanduser().resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise WrongUsage(f"{name} {text!r}: not a {what}: {error}") from error


def _next_value(name: str, waiting: list[str]) -> str:
    if not waiting or waiting[0] == "--":
        raise WrongUsage(f"{name} needs a value: {name} {'DIR' if name == '--home' else 'URL'}")
    return waiting.pop(0)


def _given(name: str, value: str | None) -> str | None:
    if value == "":
        raise WrongUsage(f"{name} needs a value that is not empty")
    return value
