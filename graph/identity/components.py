"""Components: the keys that shared forms and judgements connect. What the rules say of a key depends on its component
alone, so that a change is judged by the components that it touched, and gives what judging everything would give."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from graph.identity.facts import Facts
from graph.identity.forms import LARGEST_BLOCK
from graph.identity.index import ACCOUNT, FormIndex
from graph.identity.local import Accounts, Component, Local
from graph.ontology import Ontology


class Components:
    """The components of one state of the record."""

    def __init__(self, index: FormIndex, facts: Facts, ontology: Ontology) -> None:
        self._index, self._facts, self._ontology = index, facts, ontology

    def near(self, seeds: Iterable[int], *, ruled: bool = False) -> set[int]:
        """Return ``seeds`` and all keys that chains of connections lead to; with ``ruled``, judgements by rule too."""
        seen, fresh = set[int](), set(seeds)
        while fresh:
            seen |= fresh
            found = {key for block in self._blocks(fresh) for key in block}
            found |= {other for key in fresh for other in self._judged(key, ruled=ruled)}
            fresh = found - seen
        return seen

    def _blocks(self, numbers: Collection[int]) -> Iterator[set[int]]:
        forms = {form for form in self._index.forms(numbers) if not form.startswith(ACCOUNT)}
        return (block for block in self._index.blocks(forms).values() if 1 < len(block) <= LARGEST_BLOCK)

    def _judged(self, number: int, *, ruled: bool = False) -> Iterator[int]:
        for judged in self._facts.judged(number):
            if judged.kind == "same" and (ruled or not judged.by_rule):
                yield judged.right if judged.left == number else judged.left

    def split(self, numbers: Collection[int]) -> list[list[int]]:
        """Return the components that are among ``numbers``, which hold each of them whole."""
        first = {number: number for number in numbers}

        def find(number: int) -> int:
            while first[number] != number:
                first[number] = first[first[number]]
                number = first[number]
            return number

        pairs = [(min(block), key) for block in self._blocks(numbers) for key in block]
        pairs += [(number, other) for number in numbers for other in self._judged(number)]
        for one, other in pairs:
            if one in first and other in first:
                first[find(one)] = find(other)
        found: dict[int, list[int]] = defaultdict(list)
        for number in sorted(numbers):
            found[find(number)].append(number)
        return list(found.values())


class Reading:
    """Components read from the record, many at a time."""

    def __init__(self, facts: Facts, numbers: Collection[int], ontology: Ontology) -> None:
        self._facts, self._ontology = facts, ontology
        self.texts = facts.alive(numbers)
        self.names = facts.names(self.texts.keys())

    def local(self, numbers: Iterable[int], accounts: Accounts) -> Local:
        """Return what is known within a component; only keys that are alive may be in it."""
        within = {number: self.texts[number] for number in numbers}
        judged = {
            one.id: one.told(within)
            for number in within
            for one in self._facts.judged(number)
            if not one.by_rule and one.left in within and one.right in within
        }
        names = {text: self.names.get(number, ()) for number, text in within.items()}
        component = Component(keys=sorted(within.values()), names=names, judged=[judged[i] for i in sorted(judged)])
        return Local(component, self._ontology, accounts)
