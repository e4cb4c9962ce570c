"""Assets in hand-typed YAML: each field with where it stands, read into what the ontology has a place for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import yaml

from graph.errors import InvalidValue
from graph.ontology import shipped_ontology
from graph.ontology.dates import read_date
from graph.ontology.naming import normalise_name
from graph.ontology.quantities import read_quantity
from graph.ontology.values import check_value, value_of
from graph.record.types import Span, Statement, Value
from ingest.hub_ids import arxiv_id, hub_id
from ingest.notes import Notes
from ingest.source import SourceFile

METHOD = "asset"
LONGEST_NAME = 120
"""A longer name is a sentence."""
MAX_ITEMS = 500
"""No more dependencies or organizations are read of one asset."""

_NUMBER = r"(?P<n>\d[\d.,]{0,20}\s?(?:[KMBT]|thousand|million|billion|trillion)?)"
_PARAMETERS = re.compile(rf"{_NUMBER}\s?parameters\b", re.IGNORECASE)
_ACTIVE_WORDS = "active parameters|parameters for activation|activated parameters"
_ACTIVE = re.compile(rf"{_NUMBER}\s?(?:{_ACTIVE_WORDS})", re.IGNORECASE)


class Text(NamedTuple):
    """A value in an asset."""

    field: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One asset: its type and name, and its fields by name."""

    kind: str
    name: str
    fields: Mapping[str, tuple[Text, ...]]
    span: Span
    """Where its name stands."""


def assets_of(root: yaml.Node | None, notes: Notes, rules: SourceFile) -> Iterator[Asset]:
    """Yield the assets in a list; an entry that is none is left over."""
    for node in root.value if isinstance(root, yaml.SequenceNode) else ():
        fields = dict(_fields(node, notes, rules)) if isinstance(node, yaml.MappingNode) else {}
        kind, name = (_first(fields, rules.reads[purpose][0]) for purpose in ("type", "name"))
        if kind is None or name is None:
            span = notes.span(node.start_mark.index, node.end_mark.index)
            notes.leave("asset", notes.text[span.start : span.end], "it has no name or no type", span)
            continue
        yield Asset(kind=kind.text.lower(), name=name.text, fields=fields, span=name.span)


def _fields(node: yaml.MappingNode, notes: Notes, rules: SourceFile) -> Iterator[tuple[str, tuple[Text, ...]]]:
    (value_name,), (explanation,) = rules.reads["value"], rules.reads["explanation"]
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        name = str(key.value)
        inner: Mapping[str, yaml.Node] = {}
        if isinstance(value, yaml.MappingNode):
            inner = {str(one.value): said for one, said in value.value if isinstance(one, yaml.ScalarNode)}
            yield f"{name}.{explanation}", tuple(_texts(name, key, inner.get(explanation), notes, rules))
        yield name, tuple(_texts(name, key, inner.get(value_name) if inner else value, notes, rules))


def _texts(name: str, key: yaml.Node, node: yaml.Node | None, notes: Notes, rules: SourceFile) -> Iterator[Text]:
    """Yield the texts of a value; those that say nothing are left out."""
    items = node.value if isinstance(node, yaml.SequenceNode) else [] if node is None else [node]
    if len(items) > MAX_ITEMS:
        notes.unread[f"{name} beyond {MAX_ITEMS}"] += len(items) - MAX_ITEMS
    for item in items[:MAX_ITEMS]:
        if not isinstance(item, yaml.ScalarNode):
            notes.unread[f"{name}, nested"] += 1
            continue
        said = " ".join(str(item.value).split())
        if said.lower() in rules.words["nothing"]:
            continue
        span = notes.item_span(key.start_mark.index, item.start_mark.index, item.end_mark.index)
        yield Text(name, said, span)


def _first(fields: Mapping[str, tuple[Text, ...]], name: str) -> Text | None:
    return next(iter(fields.get(name, ())), None)


def types_in(assets: Iterator[Asset]) -> dict[str, str]:
    """Return the types of assets by their names in normal form; "" where two of one name have two types."""
    types: dict[str, str] = {}
    for asset in assets:
        name = normalise_name(asset.name)
        types[name] = asset.kind if types.get(name, asset.kind) == asset.kind else ""
    return types


class AssetReading:
    """The rules of the source at one asset. ``types`` are those of the assets that it may depend on."""

    def __init__(self, asset: Asset, notes: Notes, rules: SourceFile, types: Mapping[str, str]) -> None:
        self._asset, self._notes, self._rules, self._types = asset, notes, rules, types
        labels = dict(one.split("=") for one in rules.words["labels"])
        self._label: str = labels.get(asset.kind, "")
        self._subject = f"{self._label}:{asset.name}"
        self._read: set[str] = {rules.reads["type"][0], rules.reads["name"][0]}

    def read(self) -> None:
        """Note what the asset says; an application is left over as a whole."""
        asset, notes = self._asset, self._notes
        if not self._label or len(asset.name) > LONGEST_NAME:
            reason = "too long for a name" if self._label else f"the ontology has no place for {asset.kind!r}"
            notes.leave("asset", asset.name, reason, asset.span)
            return
        self._value("name", asset.name, asset.span)
        self._makers()
        self._dates()
        self._size()
        self._licence()
        self._access()
        self._papers()
        for one in self._texts("modality") if self._label == "Model" else ():
            self._value("modality", one.text, one.span)
        for one in self._texts("dependencies"):
            self._dependency(one)
        for name, texts in asset.fields.items():
            if name not in self._read and name not in self._rules.reads["prose"] and texts:
                notes.unread[name] += len(texts)

    def _texts(self, purpose: str) -> list[Text]:
        names = self._rules.reads[purpose]
        self._read.update(names)
        return [one for name in names for one in self._asset.fields.get(name, ())]

    def _makers(self) -> None:
        makers = [(name, one.span) for one in self._texts("DEVELOPED") for name in self._names(one)]
        for name, span in makers if self._label == "Model" else ():
            self._edge(f"Organization:{name}", "DEVELOPED", self._subject, span, {"role": "developer"})
        for one in self._texts("BASED_IN"):
            countries = [part.strip() for part in one.text.split("/")]
            known = [country for country in countries if country.lower() not in self._rules.words["no_country"]]
            if len(makers) == 1:
                for country in known:
                    self._edge(f"Organization:{makers[0][0]}", "BASED_IN", f"Country:{country}", one.span)
            elif known:
                self._notes.leave(one.field, one.text, "several organizations, so it stays open whose it is", one.span)

    def _names(self, one: Text) -> list[str]:
        names: list[str] = []
        for part in one.text.split(","):
            name = part.strip().removeprefix("and ").strip()
            if name.lower() in self._rules.words["joins"] and names:
                names[-1] = f"{names[-1]}, {name}"
            elif name and len(name) <= LONGEST_NAME:
                names.append(name)
            elif name:
                self._notes.leave(one.field, name, "too long for a name", one.span)
        return names[:MAX_ITEMS]

    def _dates(self) -> None:
        # A data set has no date in the ontology.
        for one in self._texts("released") if self._label == "Model" else ():
            date = read_date(one.text)
            if date:
                self._value("released", date, one.span)
            else:
                self._notes.leave(one.field, one.text, "not a date", one.span)

    def _size(self) -> None:
        for one in self._texts("size"):
            if self._label == "Dataset":
                self._value("size", one.text, one.span)
                continue
            active = _ACTIVE.search(one.text)
            whole = _PARAMETERS.match(one.text)
            for name, found in (("parameters", whole), ("active_parameters", active)):
                if found:
                    self._figure(name, found["n"], one)
            if not whole and not active:
                self._notes.leave(one.field, one.text, "no number of parameters", one.span)

    def _figure(self, name: str, written: str, one: Text) -> None:
        quantity = read_quantity(written)
        types = shipped_ontology().nodes["Model"].properties
        whole = quantity if quantity is None or quantity.unit else replace(quantity, unit=types[name].unit)
        value = value_of(whole, types[name]) if whole is not None else None
        if value is None:
            self._notes.leave(one.field, one.text, "not a number", one.span)
        else:
            self._value(name, value, one.span)

    def _licence(self) -> None:
        for one in self._texts("LICENSED_UNDER"):
            if len(one.text) > LONGEST_NAME // 2:
                self._notes.leave(one.field, one.text, "too long for the name of a licence", one.span)
            elif one.text.lower() in self._rules.words["no_licence"] or one.text.lower().startswith("none "):
                self._notes.leave(one.field, one.text, "no licence by name", one.span)
            else:
                self._edge(self._subject, "LICENSED_UNDER", f"License:{one.text}", one.span)

    def _access(self) -> None:
        words = dict(one.split("=") for one in self._rules.words["access"])
        for one in self._texts("accessibility") if self._label == "Model" else ():
            if one.text.lower() in words:
                self._value("accessibility", words[one.text.lower()], one.span)
            else:
                self._notes.leave(one.field, one.text, "it stays open what kind of access is meant", one.span)

    def _papers(self) -> None:
        own = normalise_name(self._asset.name)
        for one in self._texts("hub"):
            if one.field in self._rules.reads["DESCRIBED_IN"] and (paper := arxiv_id(one.text)):
                self._edge(self._subject, "DESCRIBED_IN", f"arxiv:{paper}", one.span)
                continue
            repository = hub_id(one.text, dataset=self._label == "Dataset") if "huggingface.co/" in one.text else None
            if repository and normalise_name(repository.rpartition("/")[2]) == own:
                self._value("hub_id", repository, one.span)
            else:
                self._notes.unread[one.field] += 1

    def _dependency(self, one: Text) -> None:
        """Relate a model to what it depends on, as far as the files tell what that is."""
        kind = self._types.get(normalise_name(one.text))
        edge = {"model": "DERIVED_FROM", "dataset": "TRAINED_ON"}.get(kind or "")
        if self._label == "Model" and edge and len(one.text) <= LONGEST_NAME:
            label = "Model" if kind == "model" else "Dataset"
            self._edge(self._subject, edge, f"{label}:{one.text}", one.span)
            return
        if self._label != "Model":
            reason = "the ontology has no relation for what a data set depends on"
        elif kind:
            reason = f"it is an {kind}, which no model is made of"
        else:
            reason = "no file tells whether it is a model or a data set"
        self._notes.leave(one.field, one.text, reason, one.span)

    def _value(self, predicate: str, value: Value, span: Span) -> None:
        known = shipped_ontology().nodes[self._label].properties.get(predicate)
        try:
            checked = check_value(known, value) if known else value
        except InvalidValue as error:
            self._notes.leave(predicate, str(value), str(error), span)
            return
        said = Statement(subject=self._subject, predicate=predicate, value=checked, span=span, method=METHOD)
        self._notes.statements.append(said)

    def _edge(
        self, subject: str, predicate: str, to: str, span: Span, qualifiers: Mapping[str, Value] | None = None
    ) -> None:
        self._notes.statements.append(
            Statement(
                subject=subject, predicate=predicate, object=to, span=span, qualifiers=qualifiers or {}, method=METHOD
            )
        )
