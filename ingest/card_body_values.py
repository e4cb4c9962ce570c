"""What a field of a card's body says: a value of the ontology, or models, data sets, papers or chips."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.errors import InvalidValue
from graph.ontology.dates import read_date
from graph.ontology.load import shipped_ontology
from graph.ontology.naming import normalise_name
from graph.ontology.quantities import read_quantity
from graph.ontology.values import check_value, value_of
from graph.record.types import Value
from ingest.hub_ids import arxiv_id, has_namespace, hub_id

_LINK = re.compile(
    r"\[(?P<label>[^\[\]\n]{0,200})\]\(\s*<?(?P<url>[^()\s<>]{1,300}(?:\([^()\s]{0,100}\))?)>?(?:\s+\"[^\"\n]{0,100}\")?\s*\)"
)
_BREAKS = re.compile(r"(?:<br\s*/?>|\\|&nbsp;|\s)+$", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*(?:,|;|\band\b|&)\s*")
_COUNT = re.compile(
    r"(?P<count>\d{1,6}(?:,\d{3})?|(?:\d{1,4}\s*[x×*]\s*){1,3}\d{1,4})?\s*[x×*]?\s*"
    r"(?P<chip>(?:(?:NVIDIA|Nvidia|nvidia|AMD|Google|Huawei|Intel|Tesla|Habana|GeForce|Instinct|Ascend|Cloud)\s+){0,3}"
    r"(?:RTX\s+)?(?:TPU\s?v\d(?:e|p|i)?|[A-Z]{1,2}\d{1,3}[A-Z]?\d?|GH200|GB200|MI\d{2,3}[XA]?|910[A-C]|RTX\s?A?\d{4}(?:\s?Ti)?|\d{4}(?:\s?Ti)?|Gaudi\s?\d?)"
    r"(?:[\s-]?(?:SXM\d?|PCIe|NVL|HBM\de?|Super|Ti))?(?:[\s-]?\(?\d{1,3}\s?GB\)?)?(?:[\s-]?(?:SXM\d?|PCIe|NVL))?)"
    r"(?:\s*(?:GPU|TPU)s?|s)?(?:\s*\(\d{1,4}\s?GB(?:\s+each)?\))?",
)
_TIMES = re.compile(r"\s*[x×*]\s*")
_VIEW = re.compile(r"(?<=[\w.-])/(?:viewer|tree|blob|resolve|raw|discussions)(?:/.*)?$")
_BARE_DATASET = re.compile(r"https?://(?:huggingface\.co|hf\.co)/datasets/([A-Za-z0-9][\w.-]{0,95})/?")
_UNITS = {
    "parameters": "parameters",
    "active_parameters": "active parameters",
    "context_length": "tokens",
    "training_tokens": "tokens",
    "training_hours": "hours",
}
_SCALED = {"parameters in millions": "M", "parameters in billions": "B"}
_BOUNDS: dict[str, tuple[float, float]] = {
    "parameters": (10_000, 1e14),
    "active_parameters": (10_000, 1e13),
    "context_length": (16, 2e7),
    "training_tokens": (1e6, 1e15),
    # Beyond that it is hours of chips, whatever the card calls them.
    "training_hours": (0.05, 5_000),
    "epochs": (0.001, 10_000),
    "batch_size": (1, 1e8),
}
_BILLIONS = re.compile(r"\d\s?(?:B|b|billion)\b|param", re.IGNORECASE)
_PLAIN = re.compile(r"\d{1,9}(?:\.\d{1,4})?")
_WITH_UNIT = re.compile(r"\d[\d.,]*\s*(?:h|hrs?|hours?|days?|weeks?|minutes?|mins?)\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link, or an address or an id that stands for one."""

    label: str
    url: str


def shown(text: str) -> str:
    """Return a value as it is shown: without marks of type, line breaks and what encloses it; links stay."""
    text = _BREAKS.sub("", text.strip())
    while text[:2] == "**" and text[-2:] == "**" and len(text) > 4:
        text = text[2:-2].strip()
    for mark in "`*_":
        if len(text) > 2 and text[0] == text[-1] == mark and mark not in text[1:-1]:
            text = text[1:-1].strip()
    return text.rstrip(".") if not text.endswith("..") else text


def plain(text: str) -> str:
    """Return a text without links (their labels stay) and marks of type."""
    return " ".join(_LINK.sub(lambda found: found["label"], text).replace("**", "").replace("`", "").split()).strip(
        "*_ "
    )


def property_value(purpose: str, text: str) -> tuple[str, Value] | None:
    """Return property and value of a field's purpose, or None where the text is no such value."""
    text = plain(text)
    if letter := _SCALED.get(purpose):
        purpose, text = "parameters", f"{text}{letter}" if _PLAIN.fullmatch(text) else ""
    if purpose == "released":
        day = read_date(text)
        return ("released", day) if day else None
    if purpose == "training_hours" and not _WITH_UNIT.fullmatch(text):
        return None
    if purpose == "model size":
        purpose, text = "parameters", text if _BILLIONS.search(text) else ""
    if purpose in ("epochs", "batch_size"):
        figure = float(text.replace(",", "")) if _PLAIN.fullmatch(text.replace(",", "")) else None
        return _bounded(purpose, figure) if figure is not None else None
    quantity = read_quantity(text, _UNITS[purpose]) if purpose in _UNITS and len(text) < 60 else None
    if quantity is None:
        return None
    return _bounded(purpose, value_of(quantity, shipped_ontology().nodes["Model"].properties[purpose]))


def tokens(text: str) -> Value | None:
    """Return the number of tokens that a text is, where it says tokens; else None."""
    quantity = read_quantity(plain(text)) if "token" in text.lower() and len(text) < 60 else None
    if quantity is None or quantity.unit != "tokens":
        return None
    found = _bounded(
        "training_tokens", value_of(quantity, shipped_ontology().nodes["Model"].properties["training_tokens"])
    )
    return found[1] if found else None


def _bounded(name: str, value: Value | None) -> tuple[str, Value] | None:
    if value is None or isinstance(value, str):
        return None
    least, most = _BOUNDS[name]
    if not least <= value <= most:
        return None
    try:
        return name, check_value(shipped_ontology().nodes["Model"].properties[name], value)
    except InvalidValue:
        return None


def links(text: str) -> list[Link] | None:
    """Return the links that a whole value is, or None where anything else stands in it."""
    found = [Link(label=link["label"], url=link["url"]) for link in _LINK.finditer(text)]
    left = _LINK.sub(" \0 ", text)
    for piece in _SEPARATOR.split(left):
        piece = piece.strip().strip("`*_").strip()
        if piece in ("", "\0"):
            continue
        if piece.startswith(("http://", "https://")) and " " not in piece:
            found.append(Link(label=piece, url=piece))
        elif has_namespace(piece):
            found.append(Link(label=piece, url=f"https://huggingface.co/{piece}"))
        else:
            return None
    return found or None


def model_of(link: Link) -> str | None:
    """Return the id on the Hub that a link leads to; a bare name, as old models have, if its label is the same."""
    url = link.url.split("#")[0]
    if (found := hub_id(url if "://" in url else f"https://huggingface.co/{url}")) is not None:
        return found if _is_model_page(url) and not _contradicts(plain(link.label), found) else None
    bare = url.rstrip("/").rpartition("/")[2]
    host = url.rstrip("/").rpartition("/")[0]
    named = plain(link.label).lower() == bare.lower() and "-" in bare
    return bare if named and host in ("https://huggingface.co", "https://hf.co") and hub_id(bare) == bare else None


_NO_MODELS = (
    "collections",
    "docs",
    "blog",
    "spaces",
    "datasets",
    "papers",
    "models",
    "organizations",
    "course",
    "learn",
    "join",
    "posts",
    "tasks",
)


def _contradicts(label: str, model: str) -> bool:
    """Return whether a label is the id of another model than its address; one that was shortened or moved is not."""
    said, meant = normalise_name(label.rpartition("/")[2]), normalise_name(model.rpartition("/")[2])
    return has_namespace(label) and not (meant.startswith(said) or said.startswith(meant))


def _is_model_page(url: str) -> bool:
    parts = [part for part in re.sub(r"^https?://[^/]+/", "", url).split("/") if part]
    return bool(parts) and parts[0] not in _NO_MODELS and (len(parts) < 3 or parts[2] in ("tree", "blob", "resolve"))


def dataset_of(link: Link) -> str | None:
    """Return the id of the data set on the Hub that a link leads to."""
    address = _VIEW.sub("", link.url)
    if (bare := _BARE_DATASET.fullmatch(address)) is not None:
        return bare[1]
    return hub_id(address, dataset=True) if "datasets/" in address else None


def paper_of(link: Link) -> str | None:
    """Return the arXiv identifier that a link leads to; the Hub's page of a paper counts."""
    page = re.fullmatch(r"https?://(?:huggingface\.co|hf\.co)/papers/([^?#\s]+)", link.url)
    url = page[1] if page else link.url
    return arxiv_id(url) if page or "arxiv.org" in link.url.lower() else None


def chip_of(text: str) -> tuple[str, int | None] | None:
    """Return the name of the chip that a whole value is, and how many of them where it says so; else None."""
    text = plain(text)
    found = _COUNT.fullmatch(text) if len(text) < 80 else None
    if found is None or not re.search(r"[A-Z]", found["chip"]):
        return None
    count = 1
    for factor in _TIMES.split(found["count"] or ""):
        count *= int(factor.replace(",", "") or 1)
    return " ".join(found["chip"].split()), count if found["count"] else None


def iterate_links(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the links in a part of a text: ``label`` and ``url``."""
    yield from _LINK.finditer(text, start, end)
