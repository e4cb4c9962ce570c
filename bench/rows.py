"""What the parts of the bench measure, and the rows that are made of it: how far from what was promised, and why."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import yaml

LIMITS = Path(__file__).with_name("limits.yaml")
_KNOWN = {"better", "limit", "against", "holds"}


class BenchError(Exception):
    """Something that cannot be measured here; its text is one line for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure that a part measured."""

    name: str
    value: float
    unit: str
    at: str = ""
    """What it was measured on, where a name has several figures: a size, a way of computing."""
    baseline: float | None = None
    """What it is compared with, in the same unit and of the same run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What is known of a figure beforehand."""

    better: Literal["more", "less"]
    limit: float | None
    """What is promised, in the unit of the figure; None where nothing is."""
    against: str
    """What the baseline is; empty where there is none."""
    holds: str
    """What keeps the figure where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table."""

    name: str
    at: str
    value: float
    unit: str
    baseline: float | None
    against: str
    ratio: float | None
    """The value by the baseline."""
    limit: float | None
    better: Literal["more", "less"]
    margin: float | None
    """How many times better than promised; below 1 it is worse."""
    holds: str

    @property
    def kept(self) -> bool | None:
        """Whether what is promised is kept; None where nothing is promised."""
        return None if self.margin is None else self.margin >= 1


def load_limits(path: Path = LIMITS) -> dict[str, Limit]:
    """Return what is known of each figure, by its name. Raises BenchError for a file that does not say it."""
    try:
        read = yaml.safe_load(path.read_text("utf-8"))
        return {str(name): _limit(str(name), told) for name, told in read.items()}
    except (OSError, yaml.YAMLError, AttributeError, TypeError, ValueError) as error:
        raise BenchError(f"{path}: cannot be read ({' '.join(str(error).split())[:200]})") from error


def _limit(name: str, told: Mapping[str, str | float]) -> Limit:
    if unknown := set(told) - _KNOWN:
        raise ValueError(f"{name}: no such field: {', '.join(sorted(unknown))}; known are {', '.join(sorted(_KNOWN))}")
    better = str(told.get("better"))
    if better not in ("more", "less") or not told.get("holds"):
        raise ValueError(f"{name}: say which is better, more or less, and what holds it there")
    limit = told.get("limit")
    return Limit(
        better="more" if better == "more" else "less",
        limit=None if limit is None else float(limit),
        against=str(told.get("against", "")),
        holds=" ".join(str(told["holds"]).split()),
    )


def rows_of(figures: Iterable[Figure], limits: Mapping[str, Limit]) -> list[Row]:
    """Return the rows of figures. Raises BenchError for a figure of which nothing is known."""
    return [_row(one, limits) for one in figures]


def _row(figure: Figure, limits: Mapping[str, Limit]) -> Row:
    known = limits.get(figure.name)
    if known is None:
        raise BenchError(f"{LIMITS.name} says nothing of {figure.name!r}: add what holds it where it is")
    if (figure.baseline is None) != (not known.against):
        raise BenchError(f"{LIMITS.name}: {figure.name!r} needs `against` where it has a baseline, and only there")
    margin = None
    if known.limit is not None:
        over, under = (figure.value, known.limit) if known.better == "more" else (known.limit, figure.value)
        margin = _by(over, under)
    return Row(
        name=figure.name, at=figure.at, value=figure.value, unit=figure.unit, baseline=figure.baseline,
        against=known.against, ratio=None if figure.baseline is None else _by(figure.value, figure.baseline),
        limit=known.limit, better=known.better, margin=margin, holds=known.holds,
    )  # fmt: skip


def _by(over: float, under: float) -> float:
    if under <= 0:
        raise BenchError(f"{over:g} cannot be compared with {under:g}: it was too short to be measured")
    return over / under


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lies, the nearest of them. Raises BenchError for none."""
    if not values:
        raise BenchError("nothing was measured: no value to take a percentile of")
    return sorted(values)[min(len(values) - 1, round(share * (len(values) - 1)))]


def told_json(rows: Sequence[Row], **beside: object) -> str:
    """Return rows, and what is told beside them, as JSON."""
    told = [{**asdict(row), "kept": row.kept} for row in rows]
    return json.dumps({**beside, "rows": told}, indent=1, ensure_ascii=False) + "\n"
