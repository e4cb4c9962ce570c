"""Writes the reference page of the ontology: what there is, what can be said of it, and by which words.

``python -m graph.ontology.reference_page [FILE]`` writes it to ``docs/ontology.md``, or to FILE.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from graph.ontology.load import shipped_ontology
from graph.ontology.types import EdgeType, EdgeWords, KeyScheme, NodeType, Ontology, PropertyType, PropertyWords

_HEAD = """\
# The ontology

What the graph can hold: the types of things, what can be said of each, and how they are related. Every entity
has a `name` too, and in `names` all other names it goes by. The words are those by which a question can ask
for a type, a property or a relation; other forms of a word (plurals, tenses) are understood as well.

A date has the precision of its source: a year, a month or a day. Where a property can have several values, they
all stand; where it cannot, two values are a disagreement between sources.

This page is generated from `graph/ontology/*.yaml` by `python -m graph.ontology.reference_page`.
"""


def reference_page(ontology: Ontology) -> str:
    """Return the page in Markdown."""
    things = [_node(node) for node in ontology.nodes.values()]
    relations = [_edge(edge) for edge in ontology.edges.values()]
    index = f"Things: {_links(ontology.nodes)}.\n\nRelations: {_links(ontology.edges)}.\n"
    return "\n".join([_HEAD, index, "## Things\n", *things, "## Relations\n", *relations]).rstrip() + "\n"


def main(arguments: Sequence[str]) -> None:
    """Write the page of the shipped ontology to the file that ``arguments`` name."""
    path = Path(arguments[0] if arguments else "docs/ontology.md")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(reference_page(shipped_ontology()), encoding="utf-8", newline="\n")


def _links(names: Iterable[str]) -> str:
    return " · ".join(f"[{name}](#{name.lower()})" for name in names)


def _node(node: NodeType) -> str:
    lines = [f"### {node.label}\n", f"{node.about}\n"]
    lines += _bullets(
        {
            "Words": _listed(node.nouns),
            "Said of it loosely": _listed(node.generic),
            **{f"With the label {role}": _listed(node.role_nouns.get(role, ())) for role in node.roles},
        }
    )
    lines += [_table(("key", "what it is", "page"), map(_key, node.keys))] if node.keys else []
    lines += [_table(("property", "what it is", "value", "words"), map(_property, node.properties.values()))]
    return "\n".join(lines)


def _edge(edge: EdgeType) -> str:
    lines = [f"### {edge.type}\n", f"{_ends(edge.source)} → {_ends(edge.target)}. {edge.about}\n"]
    lines += _bullets(
        {
            **_said(edge.words),
            "Several at once": "yes" if edge.multiple else "no; two targets of different documents are a disagreement",
            "Direction": "none: it holds both ways" if edge.symmetric else "",
            "Chains": "yes, directly or through others" if edge.transitive else "",
            "Its targets": "lines and families, none of their kind themselves" if edge.lines else "",
            "Shows that the source is a": edge.source_role or "",
            "Shows that the target is a": edge.target_role or "",
        }
    )
    if edge.qualifiers:
        lines += [_table(("qualifier", "what it is", "value", "words"), map(_property, edge.qualifiers.values()))]
    return "\n".join(lines)


def _said(words: EdgeWords) -> dict[str, str]:
    return {
        "The source does": _listed(words.forward),
        "Said of the target": _listed(words.backward),
        "The source is its": _listed(words.source),
        "The target is its": _listed(words.target),
    }


def _ends(labels: Sequence[str]) -> str:
    return "anything" if "*" in labels else ", ".join(f"[{label}](#{label.lower()})" for label in labels)


def _key(key: KeyScheme) -> tuple[str, str, str]:
    about = key.about + (" Case does not count." if key.fold_case else "")
    return f"`{key.scheme}:`", about, f"`{key.url}`" if key.url else ""


def _property(prop: PropertyType) -> tuple[str, str, str, str]:
    facts = [prop.kind + (f", {prop.unit}" if prop.unit else "")]
    facts += ["several values"] if prop.multiple else []
    facts += ["tells two relations apart"] if prop.identifying else []
    facts += ["one of: " + ", ".join(_value(prop, value) for value in prop.values)] if prop.values else []
    return f"`{prop.name}`", prop.about, "; ".join(facts), _property_words(prop.words)


def _value(prop: PropertyType, value: str) -> str:
    words = (*prop.value_words.get(value, ()), *prop.value_verbs.get(value, ()))
    return f"`{value}`" + (f" ({', '.join(words)})" if words else "")


def _property_words(words: PropertyWords) -> str:
    slots = {
        "": words.nouns,
        "verbs: ": words.verbs,
        "adjectives: ": words.adjectives,
        "most: ": words.most,
        "least: ": words.least,
        "asked by: ": words.asks,
    }
    return "; ".join(name + ", ".join(slot) for name, slot in slots.items() if slot)


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words)


def _bullets(facts: dict[str, str]) -> Iterator[str]:
    yield from (f"* {name}: {fact}." for name, fact in facts.items() if fact)
    yield ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:])
