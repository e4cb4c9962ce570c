"""Who those are that make things, and what they are a part of: as far as judging their things needs it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from graph.identity.components import Components, Reading
from graph.identity.facts import Facts
from graph.identity.local import Accounts
from graph.identity.makers import MakerRules
from graph.identity.propose import rule_judgements
from graph.identity.resolve import own_node
from graph.ontology import Ontology
from graph.ontology.naming import parse_key
from graph.record.reader import StoredJudgement
from graph.record.types import Judgement


class Circles:
    """Makers by key number, found when asked for; the judgements of the rules on them count."""

    def __init__(self, rules: MakerRules, components: Components, facts: Facts, ontology: Ontology) -> None:
        self._rules, self._components, self._facts, self._ontology = rules, components, facts, ontology
        self._node: dict[int, str] = {}
        self._parts_of: dict[str, set[int]] = defaultdict(set)
        self._names: dict[str, set[str]] = defaultdict(set)
        self._curated = set[str]()

    def learn(self, numbers: Iterable[int]) -> None:
        """Find out who keys are, and who all those are that they are a part of."""
        wanted = set(numbers) - self._node.keys()
        while wanted:
            near = self._components.near(wanted)
            read = Reading(self._facts, near, self._ontology)
            for component in self._components.split(read.texts.keys()):
                self._judge(component, read)
            edges = list(self._facts.edges(self._rules.whole, "subject", read.texts.keys()))
            for edge in edges:
                if edge.curated and edge.in_force:
                    self._parts_of[self._node[edge.source]].add(edge.target)
            wanted = {edge.target for edge in edges if edge.curated and edge.in_force} - self._node.keys()

    def _judge(self, component: Collection[int], read: Reading) -> None:
        nodes = self._nodes(component, read) if len(component) > 1 else {}
        for number in component:
            part = parse_key(read.texts[number], self._ontology)
            node = self._node[number] = nodes.get(part.normal) or own_node(part)
            self._names[node] |= {part.value, *(name for name, _ in read.names.get(number, ()))}
            if any(sure for _, sure in read.names.get(number, ())):
                self._curated.add(node)

    def _nodes(self, component: Collection[int], read: Reading) -> dict[str, str]:
        """Return who the keys of a component are, by their normal forms."""
        local = read.local(component, Accounts())
        joined = rule_judgements([read.texts[number] for number in component], self._ontology, local)
        identity = local.resolved(_stored(joined))
        return {identity.parts[key].normal: node for key, node in identity.node_of.items()}

    def node(self, number: int) -> str | None:
        """Return who a key is; None for one that nothing is said of."""
        return self._node.get(number)

    def is_curated(self, node: str) -> bool:
        """Say whether the curated source names a maker."""
        return node in self._curated

    def names(self, node: str) -> frozenset[str]:
        """Return the names and values of keys of a maker."""
        return frozenset(self._names[node])

    def wholes(self, node: str) -> frozenset[str]:
        """Return a maker and all that it is a part of."""
        found, fresh = set[str](), {node}
        while fresh:
            found |= fresh
            fresh = {self._node[n] for part in fresh for n in self._parts_of[part] if n in self._node} - found
        return frozenset(found)

    def who(self, numbers: Collection[int]) -> Mapping[int, str]:
        """Return for each key all that judging the things of a maker depends on, as one text."""
        self.learn(numbers)
        told = {}
        for number in numbers:
            node = self._node.get(number)
            if node is not None:
                known = "curated" if self.is_curated(node) else " ".join(sorted(self.names(node)))
                told[number] = "\n".join((*sorted(self.wholes(node)), known))
        return told

    def parts(self, numbers: Collection[int]) -> set[int]:
        """Return keys and all keys that are said to be a part of them."""
        found, fresh = set[int](), set(numbers)
        while fresh:
            found |= fresh
            near = self._components.near(fresh)
            edges = self._facts.edges(self._rules.whole, "object", near)
            fresh = (near | {edge.source for edge in edges}) - found
        return found


def _stored(judgements: Iterable[Judgement]) -> list[StoredJudgement]:
    return [
        StoredJudgement(
            id=f"{number:032x}",
            kind=judgement.kind,
            left=judgement.left,
            right=judgement.right,
            renamed=judgement.renamed,
            predicate=None,
            said=None,
            address=None,
            value=None,
            author_kind=judgement.author_kind,
        )
        for number, judgement in enumerate(judgements)
    ]
