"""The file of limits, refused addresses and exemptions, checked when it is loaded."""

import functools
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from graph.errors import SourceError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

FILE = Path(__file__).with_name("policy.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A part of a host to which robots.txt does not speak."""

    host: str
    path: str
    """What its paths begin with."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the file says."""

    agent: str
    page: str | None
    limits: Mapping[str, float]
    ports: frozenset[int]
    passing_statuses: frozenset[int]
    local_names: tuple[str, ...]
    refused_blocks: tuple[tuple[Network, str], ...]
    """Each with the reason."""
    translation_block: ipaddress.IPv6Network
    given_block: ipaddress.IPv6Network
    """The part of IPv6 out of which public addresses are given."""
    intervals: Mapping[str, float]
    """Seconds between two requests, by host."""
    robots_exempt: tuple[Exemption, ...]


@functools.cache
def load_policy(path: Path = FILE) -> Policy:
    """Return what the file at ``path`` says.

    Raises SourceError, naming the file and what is wrong, where it cannot be read, lacks a field or has one too many.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return _read(dict(content))
    except KeyError as error:
        raise SourceError(f"{path}: the policy has no field {error}; add it") from error
    except (OSError, ValueError, TypeError, yaml.YAMLError) as error:
        raise SourceError(f"{path}: the policy of fetching does not hold: {error}") from error


def _read(left: dict[str, object]) -> Policy:
    agent = _mapping(left.pop("agent"))
    policy = Policy(
        agent=str(agent["name"]),
        page=None if agent["page"] is None else str(agent["page"]),
        limits={name: _number(value) for name, value in _mapping(left.pop("limits")).items()},
        ports=frozenset(int(_number(port)) for port in _list(left.pop("ports"))),
        passing_statuses=frozenset(int(_number(one)) for one in _list(left.pop("passing_statuses"))),
        local_names=tuple(str(name) for name in _list(left.pop("local_names"))),
        refused_blocks=tuple(
            (ipaddress.ip_network(str(row["block"])), str(row["why"])) for row in _rows(left.pop("refused_blocks"))
        ),
        translation_block=ipaddress.IPv6Network(str(left.pop("translation_block"))),
        given_block=ipaddress.IPv6Network(str(left.pop("given_block"))),
        intervals={str(row["host"]): _number(row["seconds"]) for row in _rows(left.pop("intervals"))},
        robots_exempt=tuple(
            Exemption(host=str(row["host"]), path=str(row["path"]), why=str(row["why"]))
            for row in _rows(left.pop("robots_exempt"))
        ),
    )
    if left:
        raise ValueError(f"nothing reads {', '.join(sorted(left))}")
    return policy


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is not a mapping")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    return value


def _rows(value: object) -> list[dict[str, object]]:
    return [_mapping(row) for row in _list(value)]


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{value!r} is not a number")
    return value
