"""Addresses and habits of interfaces for programs, as their file has them."""

import functools
from collections.abc import Mapping
from pathlib import Path

import yaml

from graph.errors import SourceError

FILE = Path(__file__).with_name("services.yaml")


@functools.cache
def _all() -> dict[str, dict[str, object]]:
    try:
        content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
        return {str(name): dict(fields) for name, fields in content.items()}
    except (OSError, ValueError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise SourceError(f"{FILE}: the file of services does not hold: {error}") from error


def text_of(service: str, name: str) -> str:
    """Return a text of a service. Raises SourceError where its file has none."""
    value = _value(service, name)
    if not isinstance(value, str):
        raise SourceError(f"{FILE}: {service}.{name} is not a text")
    return value


def number_of(service: str, name: str) -> int:
    """Return a number of a service. Raises SourceError where its file has none."""
    value = _value(service, name)
    if not isinstance(value, int):
        raise SourceError(f"{FILE}: {service}.{name} is not a whole number")
    return value


def texts_of(service: str, name: str) -> tuple[str, ...]:
    """Return a list of texts of a service. Raises SourceError where its file has none."""
    value = _value(service, name)
    if not isinstance(value, list):
        raise SourceError(f"{FILE}: {service}.{name} is not a list")
    return tuple(str(one) for one in value)


def _value(service: str, name: str) -> object:
    fields: Mapping[str, object] = _all().get(service, {})
    if name not in fields:
        raise SourceError(f"{FILE}: there is no {service}.{name}; add it")
    return fields[name]
