"""Random small graphs and random reads over them, of the kind that the product compiles questions into.

Everything follows from a seed. Every query orders its rows by all its columns, so that two engines must give the
same rows in the same order. Left out, because no question is compiled into them and engines may differ without
either being wrong: division by zero, ordering of mixed types, ``collect`` without an order before it, ordering by a
mean (engines add in different orders, and the last digit decides). Left out
because one engine gives wrong rows (``test_known_differences.py`` shows them, and the product compiles none):

* EXISTS { }, a bare boolean property, or ``any``, ``all``, ``none``, ``single`` over a list, inside an OR (or a NOT)
  with a condition on another node: the embedded engine overlooks that they speak of a node and tests the whole before
  that is bound. Right are ``WITH * WHERE ...`` (generated here instead), ``n.flag = true``, ``$tag IN n.tags``;
* an OPTIONAL MATCH that begins at or comes back to a node which may be null, or EXISTS { } that ends at one: the
  embedded engine takes null for "any node";
* COUNT { } compared in the WHERE of an OPTIONAL MATCH or inside an OR, where Neo4j drops rows whose count is nought;
  a count that stands alone after MATCH, or is returned, is right.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from graph.engine import Parameter
from tests.engine.making import BARE_FLAG, NUMBERS, Maker


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A read with its parameters."""

    text: str
    parameters: Mapping[str, Parameter]


def random_case(random: Random) -> Case:
    """Return a random read."""
    make = Maker(random)
    shape = random.choices([_rows, _groups, _having, _union, _collected, _per_row], [5, 4, 2, 1, 2, 1])[0]
    return Case(text=shape(make), parameters=make.parameters)


def _matched(make: Maker) -> str:
    text = "MATCH " + make.chain(None, make.random.choice([1, 1, 2, 2, 3]))
    if make.random.random() < 0.1:
        text += ", " + make.chain(None, 1, long_hops=False)
    if make.random.random() < 0.6:
        condition = make.condition()
        text += f" WITH * WHERE {condition}" if _is_early(condition) else f" WHERE {condition}"
    make.certain = frozenset(make.nodes)
    for _ in range(make.random.choice([0, 0, 0, 1, 1, 2])):
        text += " OPTIONAL MATCH " + make.chain(make.random.choice(sorted(make.certain)), make.random.choice([1, 1, 2]))
        condition = make.condition(1)
        if make.random.random() < 0.4 and not _is_early(condition):
            text += f" WHERE {condition}"
    return text


def _is_early(condition: str) -> bool:
    """Say whether an engine may test a condition before all its nodes are bound."""
    overlooked = "EXISTS {" in condition or BARE_FLAG.search(condition) is not None
    return overlooked and (" OR " in condition or "NOT (" in condition)


def _value(make: Maker) -> str:
    node = make.node()
    forms = ["{}.id", "{}.id", "{}.name", "{}.n", "{}.x", "{}.d", "{}.flag", "coalesce({}.n, 0)", "size({}.name)"]
    forms += [
        "CASE WHEN {}.n > 1 THEN 'many' ELSE 'few' END",
        "left({}.d, 4)",
        "toUpper({}.name)",
        "{}.n + 1",
        "{}.x * 2",
    ]
    if make.edges and make.random.random() < 0.3:
        return make.random.choice(["type({})", "{}.id", "{}.w"]).format(make.random.choice(make.edges))
    if make.random.random() < 0.1:
        return f"COUNT {{ {make.inner()} }}"
    return make.random.choice(forms).format(node)


def _aggregate(make: Maker) -> str:
    node, number = make.node(), make.random.choice(NUMBERS)
    forms = ["count(*)", "count({0})", "count(DISTINCT {0})", "count({0}.name)", "count(DISTINCT {0}.name)"]
    forms += ["sum({0}.{1})", "avg({0}.{1})", "min({0}.{1})", "max({0}.{1})", "min({0}.name)", "max({0}.d)"]
    forms += ["size(collect(DISTINCT {0}.id))", "sum(DISTINCT {0}.{1})", "count(*) * 2", "round(avg({0}.{1}), 2)"]
    return make.random.choice(forms).format(node, number)


def _columns(values: Sequence[str], letter: str) -> tuple[str, list[str]]:
    names = [f"{letter}{i}" for i in range(len(values))]
    return ", ".join(f"{value} AS {name}" for value, name in zip(values, names, strict=True)), names


def _ordered(make: Maker, names: Sequence[str]) -> str:
    order = list(names)
    make.random.shuffle(order)
    if not order:
        return ""
    text = " ORDER BY " + ", ".join(f"{name}{make.random.choice(['', ' DESC'])}" for name in order)
    if make.random.random() < 0.15:
        text += f" SKIP {make.random.randint(0, 2)}"
    return text + (f" LIMIT {make.random.randint(1, 8)}" if make.random.random() < 0.5 else "")


def _rows(make: Maker) -> str:
    matched = _matched(make)
    columns, names = _columns([_value(make) for _ in range(make.random.randint(1, 3))], "c")
    distinct = make.random.choice(["", "DISTINCT "])
    return f"{matched} RETURN {distinct}{columns}{_ordered(make, names)}"


def _groups(make: Maker) -> str:
    matched = _matched(make)
    keys, key_names = _columns([_value(make) for _ in range(make.random.randint(0, 2))], "k")
    aggregates = [_aggregate(make) for _ in range(make.random.randint(1, 3))]
    sums, sum_names = _columns(aggregates, "a")
    columns = ", ".join(part for part in (keys, sums) if part)
    exact = [name for name, value in zip(sum_names, aggregates, strict=True) if "avg(" not in value]
    return f"{matched} RETURN {columns}{_ordered(make, [*key_names, *exact])}"


def _having(make: Maker) -> str:
    matched, node = _matched(make), make.node()
    bound = make.random.choice(["n > 1", "n >= 2", "n = 1"])
    aggregate = _aggregate(make)
    order = ["id", "name", "n"] if "avg(" in aggregate else ["id", "name", "a", "n"]
    return (
        f"{matched} WITH {node} AS k, {aggregate} AS a, count(*) AS n WHERE {bound} "
        f"RETURN k.id AS id, k.name AS name, a, n{_ordered(make, order)}"
    )


def _union(make: Maker) -> str:
    parts = []
    for _ in range(2):
        make.nodes, make.edges, make.certain = {}, [], frozenset()
        matched = _matched(make)
        node = make.node()
        parts.append(f"{matched} RETURN {node}.id AS c0, {node}.name AS c1")
    word = make.random.choice(["UNION", "UNION ALL"])
    return f"CALL () {{ {parts[0]} {word} {parts[1]} }} RETURN c0, c1{_ordered(make, ['c0', 'c1'])}"


def _collected(make: Maker) -> str:
    matched, key, value = _matched(make), make.node(), make.node()
    distinct = make.random.choice(["", "DISTINCT "])
    cut = make.random.choice(["", "[..2]"])
    return (
        f"{matched} WITH {key}.id AS k, {value}.id AS v ORDER BY v "
        f"RETURN k, collect({distinct}v){cut} AS vs, count(v) AS n ORDER BY k"
    )


def _per_row(make: Maker) -> str:
    matched, node = _matched(make), make.node()
    outside = dict(make.nodes), list(make.edges)
    pattern = make.chain(node, 1, long_hops=False)
    last = next((name for name in reversed(make.nodes) if name not in outside[0]), node)
    make.nodes, make.edges = outside
    return (
        f"{matched} WITH DISTINCT {node} CALL ({node}) {{ MATCH {pattern} RETURN count(DISTINCT {last}.id) AS n, "
        f"max({last}.n) AS most }} RETURN {node}.id AS id, n, most{_ordered(make, ['id', 'n', 'most'])}"
    )
