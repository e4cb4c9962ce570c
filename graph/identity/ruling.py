"""Bringing the judgements by rule of a record up to date: those for what changed since they were last made.

What the rules say is a pure function of statements and of judgements by others; what they said before does not count.
So the documents may come in any order, and judging what changed gives what judging everything would give.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from graph.errors import HomeBusy
from graph.identity.circles import Circles
from graph.identity.components import Components, Reading
from graph.identity.facts import Facts, Said
from graph.identity.forms import FORMS_VERSION, forms_of
from graph.identity.index import ACCOUNT, FormIndex, Indexed
from graph.identity.local import Accounts
from graph.identity.makers import NO_MAKERS, MakerRules, Makers, maker_rules
from graph.identity.propose import RULE_AUTHOR, rule_differences, rule_judgements
from graph.identity.reading import parsed_key
from graph.identity.tokens import tokens_of
from graph.ontology import Ontology
from graph.record.hashing import opaque
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import Judgement

WAIT_S = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What bringing the judgements up to date did."""

    made: int
    undone: int
    looked_at: int
    """Keys that had to be judged anew."""


def judge_by_rule(record: Record, index: Path, ontology: Ontology, curated: str) -> Ruled:
    """Put the judgements of the rules on record, and undo those that they make no more, in one transaction.

    ``index`` is the file of a view that belongs to the record, made where it is missing; only what changed since it was
    last brought up to date is judged anew. ``curated`` is the name of the source whose names are curated by hand.
    Judgements by anybody else stay as they are and go before those of the rules. Raises RecordError, HomeBusy or
    ViewError.
    """
    index.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(index.with_suffix(".lock"), timeout=WAIT_S), RecordReader(record.path) as reader:
            stamp = f"{reader.meta('home')} {FORMS_VERSION} {ontology.digest} {curated}"
            with FormIndex(index, stamp) as forms:
                return _bring(record, reader, forms, ontology, curated)
    except Timeout as error:
        raise HomeBusy(f"{index.parent}: another process has been judging names for too long") from error


def _bring(record: Record, reader: RecordReader, index: FormIndex, ontology: Ontology, curated: str) -> Ruled:
    with reader.snapshot():
        change = reader.last_change()
        if index.change == change:
            return Ruled(made=0, undone=0, looked_at=0)
        run = _Run(reader, index, ontology, curated)
        judgements, among = run.judgements()
        last = run.last_key
    made, undone = record.bring_judgements(judgements, RULE_AUTHOR, among)
    # What was just written is nothing to judge anew, if nobody else wrote in between.
    own = reader.last_change() if made or undone else change
    index.commit(own if own <= change + 1 else change, last)
    return Ruled(made=made, undone=undone, looked_at=len(run.near))


class _Run:
    """One state of the record, judged."""

    def __init__(self, reader: RecordReader, index: FormIndex, ontology: Ontology, curated: str) -> None:
        self._reader, self._index, self._ontology = reader, index, ontology
        self._salt = bytes.fromhex(reader.meta("salt") or "")
        self._facts = Facts(reader, curated, RULE_AUTHOR)
        self._components = Components(index, self._facts, ontology)
        self._circles = {one.label: self._new_circles(one) for one in maker_rules()}
        self.last_key = index.last_key
        self.near: set[int] = set()

    def _new_circles(self, rules: MakerRules) -> Circles:
        return Circles(rules, self._components, self._facts, self._ontology)

    def judgements(self) -> tuple[list[Judgement], frozenset[str] | None]:
        """Return the judgements on the keys that changes can have moved, and these keys; None for all."""
        first = self._index.change is None
        seeds = self._refresh()
        for rules in maker_rules():
            seeds |= self._moved_things(rules, seeds)
        self.near = self._components.near(seeds, ruled=True)
        read = Reading(self._facts, self.near, self._ontology)
        several = [one for one in self._components.split(read.texts.keys()) if len(one) > 1]
        made = [
            judgement for label, group in self._by_label(several, read) for judgement in self._of(label, group, read)
        ]
        return made, None if first else frozenset(self._facts.known(self.last_key, self.near).values())

    def _refresh(self) -> set[int]:
        """Bring the index up to date; return all keys that have, or had, a form in common with a touched one."""
        index, before = self._index, self._index.change
        digests = {token[1:] for token in self._reader.tokens_since(before)} if before is not None else set[str]()
        touched = index.met(digests)
        known = self._facts.known(index.last_key, touched)
        touched |= known.keys()
        self.last_key = max(known, default=0) if self.last_key < max(known, default=0) else self.last_key
        old = index.forms(touched)
        index.drop(touched - known.keys())
        index.put(self._indexed(known))
        shared = {form for form in old | index.forms(touched) if not form.startswith(ACCOUNT)}
        return touched.union(*index.blocks(shared).values())

    def _indexed(self, known: Mapping[int, str]) -> list[Indexed]:
        alive = self._facts.alive(known.keys())
        names = self._facts.names(alive.keys())
        found = []
        for number, text in known.items():
            part = parsed_key(text)
            label = part.label if part is not None else ""
            forms = self._forms(text, label, [name for name, _ in names.get(number, ())]) if number in alive else ()
            digest = opaque(self._salt, text)
            found.append(Indexed(number=number, digest=digest, label=label, forms=frozenset(forms)))
        return found

    def _forms(self, text: str, label: str, names: Iterable[str]) -> set[str]:
        found = set(forms_of(text)).union(*(forms_of(f"{label}:{name}") for name in names))
        hashed = {opaque(self._salt, form) for form in found}
        return hashed | {self._account_form(key) for key in _accounts(text, label)}

    def _account_form(self, account: str) -> str:
        return ACCOUNT + opaque(self._salt, account)

    def _moved_things(self, rules: MakerRules, seeds: Collection[int]) -> set[int]:
        """Return the things of those makers of whom something changed that judging their things depends on."""
        circles = self._circles[rules.label]
        touched = self._index.labelled(rules.makers) & set(seeds)
        told = {n: opaque(self._salt, who) for n, who in circles.who(circles.parts(touched)).items()}
        held = self._index.who(told.keys())
        moved = {number for number, who in told.items() if held.get(number) != who}
        self._index.put_who({number: told[number] for number in moved})
        made = {edge.target for edge in self._facts.edges(rules.edge, "subject", moved)}
        forms = {form for form in self._index.forms(moved) if form.startswith(ACCOUNT)}
        return made.union(*self._index.blocks(forms).values())

    def _by_label(self, components: Iterable[list[int]], read: Reading) -> Iterable[tuple[str, list[list[int]]]]:
        found: dict[str, list[list[int]]] = defaultdict(list)
        for component in components:
            part = parsed_key(read.texts[component[0]])
            if part is not None:
                found[part.label].append(component)
        return found.items()

    def _of(self, label: str, components: list[list[int]], read: Reading) -> Iterable[Judgement]:
        """Yield the judgements on the keys of components of one label."""
        numbers = {number for component in components for number in component}
        related = self._facts.related(numbers)
        rules = next((one for one in maker_rules() if one.label == label), None)
        telling = _Telling(rules, self._circles[label], self._facts, read, numbers) if rules is not None else None
        if telling is not None:
            telling.learn(self._account_keys(numbers, read))
        for component in components:
            accounts, makers = telling.of(component) if telling is not None else (Accounts(), NO_MAKERS)
            pairs = frozenset(frozenset(read.texts[n] for n in pair) for pair in related if pair <= set(component))
            local = read.local(component, accounts)
            makers = Makers(said=makers.said, owners=makers.owners, wholes=makers.wholes, related=pairs)
            keys = [read.texts[number] for number in component]
            borne = {read.texts[n]: [name for name, _ in read.names[n]] for n in component if n in read.names}
            for made in rule_judgements(keys, self._ontology, local, makers):
                if not local.is_one(made.left, made.right):  # by what others judged, or a name that one bears
                    yield made
            for made in rule_differences(keys, borne, self._ontology, local, makers):
                if not local.is_judged_one(made.left, made.right):
                    yield made

    def _account_keys(self, numbers: Iterable[int], read: Reading) -> dict[str, int]:
        """Return the number of the key of each account in which one of the ids stands, if it is on record."""
        wanted = {key: self._account_form(key) for n in numbers for key in _accounts(read.texts[n], "")}
        blocks = self._index.blocks(set(wanted.values()))
        makers = set().union(*(self._index.labelled(one.makers) for one in maker_rules()))
        found = {key: sorted(blocks.get(form, set()) & makers) for key, form in wanted.items()}
        return {key: numbers[0] for key, numbers in found.items() if numbers}


def _accounts(text: str, label: str) -> list[str]:
    """Return the account that an id stands in, or that a key is."""
    part = parsed_key(text)
    if part is None or part.scheme is None:
        return []
    found = [rules.account(text) for rules in maker_rules()]
    own = [part.normal for rules in maker_rules() if part.scheme in rules.accounts.values()]
    return own + [account for account in found if account is not None]


class _Telling:
    """Who makes the things of some keys, as documents and accounts tell."""

    def __init__(
        self, rules: MakerRules, circles: Circles, facts: Facts, read: Reading, numbers: Collection[int]
    ) -> None:
        self._rules, self._circles, self._read = rules, circles, read
        self._said: dict[int, list[Said]] = defaultdict(list)
        for edge in facts.edges(rules.edge, "object", numbers):
            self._said[edge.target].append(edge)
        self._keys: Mapping[str, int] = {}

    def learn(self, accounts: Mapping[str, int]) -> None:
        """Find out who has accounts, given by key and number, and who is said to make things."""
        self._keys = accounts
        self._circles.learn({edge.source for said in self._said.values() for edge in said} | set(accounts.values()))

    def of(self, component: Collection[int]) -> tuple[Accounts, Makers]:
        """Return who has the accounts of the ids of a component, and who makes what its keys stand for."""
        said, owners, things = dict[str, frozenset[frozenset[str]]](), dict[str, frozenset[str]](), dict[str, str]()
        for number in component:
            text = self._read.texts[number]
            account = self._rules.account(text)
            if account is None:
                said[text] = self._by_document(number)
            else:
                owners[text] = self._owners(number, account)
                node = self._circles.node(self._keys[account]) if account in self._keys else None
                things |= {account: node} if node is not None else {}
        nodes = {node for found in owners.values() for node in found}
        nodes |= {node for documents in said.values() for found in documents for node in found}
        curated = frozenset(node for node in nodes | set(things.values()) if self._circles.is_curated(node))
        wholes = {node: self._circles.wholes(node) for node in nodes}
        return Accounts(things=things, curated=curated), Makers(said=said, owners=owners, wholes=wholes)

    def _by_document(self, number: int) -> frozenset[frozenset[str]]:
        """Return the makers of a thing as each document names them; what is in force goes before what was."""
        said = self._said.get(number, [])
        said = [edge for edge in said if edge.in_force] or said
        found: dict[int, set[str]] = defaultdict(set)
        for edge in said:
            if (node := self._circles.node(edge.source)) is not None:
                found[edge.document].add(node)
        return frozenset(frozenset(nodes) for nodes in found.values())

    def _owners(self, number: int, account: str) -> frozenset[str]:
        """Return who has the account of an id: whose key it is, and makers of the id that have the account's name.

        An account of somebody whom the reference knows is nobody else's. Documents of the account's own do not count.
        """
        owner = self._circles.node(self._keys[account]) if account in self._keys else None
        if owner is not None and self._circles.is_curated(owner):
            return frozenset((owner,))
        name = "".join(tokens_of(account.partition(":")[2]))
        told = (e for e in self._said.get(number, ()) if e.in_force and e.kind not in self._rules.own)
        named = {node for edge in told if (node := self._circles.node(edge.source)) is not None}
        like = {node for node in named if name in {"".join(tokens_of(one)) for one in self._circles.names(node)}}
        return frozenset(like | ({owner} if owner is not None else set()))
