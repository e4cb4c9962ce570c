"""What the graph can hold, told to a model in few words, and the things that a question names."""

import json
from collections.abc import Iterable, Mapping, Sequence

from graph.ontology import EdgeType, NodeType, Ontology, PropertyType
from qa.found import Named
from qa.items import Item, PartyItem, PropertyItem, RelationItem, TypeItem
from qa.lexicon import lexicon_of
from qa.tokens import atoms_of

MOST_NAMES = 8
MOST_THINGS = 3
MOST_SPELLINGS = 4
LONGEST = 120
"""Characters of a name: names come from documents, and nobody's name is a page."""


def phrases_in(question: str, ontology: Ontology) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """Return the phrases of the ontology in a question, longest ones first where they share words, with their items."""
    lexicon, atoms, at = lexicon_of(ontology), atoms_of(question), 0
    found: list[tuple[str, tuple[Item, ...]]] = []
    while at < len(atoms):
        words = [atom.word for atom in atoms[at : at + lexicon.longest]]
        length = next((n for n in range(len(words), 0, -1) if tuple(words[:n]) in lexicon.items), 0)
        if length:
            found.append((" ".join(words[:length]), tuple(lexicon.items[tuple(words[:length])])))
        at += length or 1
    return tuple(found)


def digest(ontology: Ontology, question: str, named: Sequence[Named], most: int) -> str:
    """Return the types of an ontology as lines, those that a question speaks of first, at most ``most`` characters."""
    labels, edges = _near(ontology, question, named)
    kinds = [_node(ontology.nodes[label]) for label in labels]
    relations = [_edge(ontology.edges[type_]) for type_ in edges]
    bare = [_bare(ontology.nodes[label]) for label in labels]
    spent, kept_nodes, kept_edges = 0, [], []
    # Relations tell more than properties do: a label without its properties is better than none of its relations.
    for full, short in zip(kinds, bare, strict=True):
        line = full if spent + len(full) <= most * 0.6 else short
        if spent + len(line) <= most * 0.7:
            kept_nodes.append(line)
            spent += len(line) + 1
    for line in relations:
        if spent + len(line) <= most:
            kept_edges.append(line)
            spent += len(line) + 1
    return "\n".join([*kept_nodes, *kept_edges])


def _near(ontology: Ontology, question: str, named: Sequence[Named]) -> tuple[list[str], list[str]]:
    """Return all labels of things, and all edge types, the nearest to the question first."""
    items = [item for _, held in phrases_in(question, ontology) for item in held]
    said = dict.fromkeys(label for one in named for label in sorted(one.labels))
    spoken = dict.fromkeys(e for i in items if isinstance(i, RelationItem | PartyItem) for e in [i.edge])
    for item in items:
        if isinstance(item, TypeItem | PropertyItem) and item.label:
            said.setdefault(item.label)
    beside = [e for e in ontology.edges if _ends(ontology.edges[e]) <= said.keys()]
    touching = [e for e in ontology.edges if _ends(ontology.edges[e]) & said.keys()]
    edges = list(dict.fromkeys([*spoken, *beside, *touching, *ontology.edges]))
    around = [label for e in [*spoken, *beside] for label in sorted(_ends(ontology.edges[e]))]
    labels = dict.fromkeys([*said, *around, *ontology.nodes])
    return [one for one in labels if one in ontology.nodes and ontology.nodes[one].entity], edges


def _ends(edge: EdgeType) -> set[str]:
    return {*edge.source, *edge.target}


def _node(node: NodeType) -> str:
    held = ", ".join(_property(one) for one in node.properties.values())
    return f"{_bare(node)}: {held}" if held else _bare(node)


def _bare(node: NodeType) -> str:
    roles = f" (also as {', '.join(node.roles)})" if node.roles else ""
    return f"{node.label}{roles}"


def _property(one: PropertyType) -> str:
    kind = "list" if one.multiple else one.unit or one.kind
    values = f" = {'|'.join(one.values)}" if one.values else ""
    return f"{one.name} ({kind}{values})"


def _edge(edge: EdgeType) -> str:
    held = f" {{{', '.join(_property(one) for one in edge.qualifiers.values())}}}" if edge.qualifiers else ""
    return f"(:{_either(edge.source)})-[:{edge.type}{held}]->(:{_either(edge.target)})"


def _either(labels: Iterable[str]) -> str:
    return "|".join(label for label in labels if label != "*") or "any"


def asked(question: str, named: Sequence[Named], names: Mapping[str, Sequence[str]]) -> str:
    """Return a question and what it names as JSON; ``names``: the spellings of each node.

    Names are what documents call things: as JSON they stay data, whatever they say.
    """
    shown = [
        {
            "said": one.said[:LONGEST],
            "may_be": [
                {
                    "label": thing.label, "id": thing.node, "name": thing.name[:LONGEST],
                    "names": [name[:LONGEST] for name in names.get(thing.node, ())][:MOST_SPELLINGS],
                }
                for thing in one.things[:MOST_THINGS]
            ],
        }
        for one in named[:MOST_NAMES]
    ]  # fmt: skip
    return json.dumps({"question": question, "names": shown}, ensure_ascii=False)
