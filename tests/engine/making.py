"""Random small graphs, and the parts of random reads: patterns, conditions, parameters."""

import re
from random import Random

from graph.engine import Parameter, Query

NODES = {"Organization": "o", "Model": "m", "Country": "c", "License": "l"}
EDGES = {
    "DEVELOPED": ("Organization", "Model"),
    "BASED_IN": ("Organization", "Country"),
    "PART_OF": ("Organization", "Organization"),
    "DERIVED_FROM": ("Model", "Model"),
    "LICENSED_UNDER": ("Model", "License"),
    "USES": ("Organization", "Model"),
}
NAMES = ("Qwen", "qwen", "Llama 3", "通义千问", "Zürich", "Yi-34B", "", "😀 lab", "O'Neil", "a_b%")
TAGS = ("chat", "code", "moe", "vision")
DATES = ("2023", "2024-05", "2024-05-17", "2025-01-20")
NUMBERS = ("n", "x")
TEXTS = ("name", "d", "id")
BARE_FLAG = re.compile(r"\.flag(?! =|,)")


def random_graph(random: Random) -> list[Query]:
    """Return the writes that make a graph of up to 20 nodes and 54 edges, with nulls, loops and parallel edges."""
    queries, ids = [], {}
    for label, letter in NODES.items():
        ids[label] = [f"{letter}{i}" for i in range(random.randint(2, 5))]
        rows = [_properties(random, name) for name in ids[label]]
        # Labels are given at creation: the embedded engine moves a node that gets another one.
        labs = [row for row in rows if label == "Organization" and random.random() < 0.5]
        for shown, some in ((label, [row for row in rows if row not in labs]), (f"Lab:{label}", labs)):
            text = f"UNWIND $rows AS row CREATE (n:{shown}) SET n = row"
            queries.append(Query(text=text, parameters={"rows": some}))
    for kind, (source, target) in EDGES.items():
        edges: list[Parameter] = [
            {
                "a": random.choice(ids[source]),
                "b": random.choice(ids[target]),
                "p": {"id": f"{kind}{i}", "w": random.choice([None, 1, 2, 3])},
            }
            for i in range(random.randint(2, 9))
        ]
        ends = f"MATCH (a:{source} {{id: r.a}}), (b:{target} {{id: r.b}})"
        text = f"UNWIND $rows AS r {ends} CREATE (a)-[e:{kind}]->(b) SET e = r.p"
        queries.append(Query(text=text, parameters={"rows": edges}))
    return queries


def _properties(random: Random, name: str) -> dict[str, Parameter]:
    return {
        "id": name,
        "name": random.choice([*NAMES, None]),
        "n": random.choice([None, -1, 0, 1, 2, 7, 7, 2**40]),
        "x": random.choice([None, -0.5, 0.0, 1.0, 2.25, 7.0, 1e15]),
        "d": random.choice([None, *DATES]),
        "flag": random.choice([None, True, False]),
        "tags": random.choice([None, [], random.sample(TAGS, random.randint(1, 3))]),
    }


class Maker:
    """Makes one query: what is bound so far, and the parameters given so far."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.parameters: dict[str, Parameter] = {}
        self.nodes: dict[str, str | None] = {}
        self.edges: list[str] = []
        self.certain: frozenset[str] = frozenset()
        """The nodes that are bound whether or not an OPTIONAL MATCH finds something; set once there is one."""
        self.made = 0
        """How many names were given: none is given twice, not even in a subquery."""

    def parameter(self, value: Parameter) -> str:
        """Give a value as a parameter and return its name."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"

    def chain(self, start: str | None, length: int, *, long_hops: bool = True) -> str:
        """Return a pattern of ``length`` edges that begins at a bound node or a new one."""
        label = self.nodes.get(start) if start else self.random.choice([*NODES, None])
        text = f"({start})" if start else self._new_node(label)
        for _ in range(length):
            kind, forward = self._edge_from(label)
            label = None if kind is None else EDGES[kind][1 if forward else 0]
            text += self._hop(kind, forward, long_hops) + self._next_node(label)
        return text

    def _edge_from(self, label: str | None) -> tuple[str | None, bool]:
        fitting = [(k, True) for k, ends in EDGES.items() if label in (None, ends[0])]
        fitting += [(k, False) for k, ends in EDGES.items() if label in (None, ends[1])]
        return self.random.choice(fitting) if self.random.random() < 0.9 else (None, True)

    def _hop(self, kind: str | None, forward: bool, long_hops: bool) -> str:
        kinds = kind or ""
        if kind and self.random.random() < 0.15:
            kinds += "|" + self.random.choice([k for k in EDGES if k != kind])
        colon = f":{kinds}" if kinds else ""
        if long_hops and self.random.random() < 0.15:
            low = self.random.choice([0, 1, 1, 2])
            body = f"[{colon}*{low}..{low + self.random.randint(0, 2)}]"
        elif self.random.random() < 0.4:
            self.edges.append(f"e{self.made}")
            self.made += 1
            body = f"[{self.edges[-1]}{colon}]"
        else:
            body = f"[{colon}]"
        if self.random.random() < 0.1:
            return f"-{body}-"
        return f"-{body}->" if forward else f"<-{body}-"

    def _next_node(self, label: str | None) -> str:
        again = [name for name in self.nodes if not self.certain or name in self.certain]
        if self.random.random() < 0.03 and again:
            return f"({self.random.choice(again)})"
        return self._new_node(label if self.random.random() < 0.7 else None)

    def _new_node(self, label: str | None) -> str:
        name = f"v{self.made}"
        self.made += 1
        self.nodes[name] = label
        shown = label
        if label == "Organization" and self.random.random() < 0.3:
            shown = self.random.choice(["Lab", "Lab:Organization"])
        return f"({name}:{shown})" if shown else f"({name})"

    def condition(self, depth: int = 0) -> str:
        """Return a condition on what is bound."""
        pick = self.random.random()
        if depth < 2 and pick < 0.25:
            left, right = self.condition(depth + 1), self.condition(depth + 1)
            return f"({left} {self.random.choice(['AND', 'OR'])} {right})"
        if depth < 2 and pick < 0.32:
            return f"NOT ({self.condition(depth + 1)})"
        if depth == 0 and self.random.random() < 0.15:
            return _count(self)
        return self.random.choice(_CONDITIONS)(self)

    def node(self) -> str:
        """Return a bound node's name."""
        return self.random.choice(list(self.nodes))

    def inner(self) -> str:
        """Return a pattern of one or two edges from a bound node; a condition in it is on its own nodes."""
        outside = dict(self.nodes), list(self.edges)
        text = self.chain(self.node(), self.random.choice([1, 1, 2]), long_hops=False)
        own = [name for name in self.nodes if name not in outside[0]]
        if own and self.random.random() < 0.4:
            text = f"MATCH {text} WHERE {_compare(self, self.random.choice(own))}"
        self.nodes, self.edges = outside
        return text


def _compare(make: Maker, node: str | None = None) -> str:
    held = node or make.node()
    operator = make.random.choice(["=", "<>", "<", "<=", ">", ">="])
    if make.random.random() < 0.5:
        number = make.random.choice(NUMBERS)
        return f"{held}.{number} {operator} {make.parameter(make.random.choice([-1, 0, 1, 2.25, 7, None]))}"
    return f"{held}.{make.random.choice(TEXTS)} {operator} {make.parameter(make.random.choice([*NAMES, *DATES]))}"


def _compare_two(make: Maker) -> str:
    key = make.random.choice([*NUMBERS, *TEXTS])
    return f"{make.node()}.{key} {make.random.choice(['=', '<>', '<', '>='])} {make.node()}.{key}"


def _is_null(make: Maker) -> str:
    key = make.random.choice(["n", "x", "name", "d", "flag", "tags"])
    return f"{make.node()}.{key} IS {make.random.choice(['NULL', 'NOT NULL'])}"


def _in_list(make: Maker) -> str:
    listed: list[Parameter] = [make.random.choice([*NAMES, None]) for _ in range(make.random.randint(0, 3))]
    return f"{make.node()}.name IN {make.parameter(listed)}"


def _has_tag(make: Maker) -> str:
    tag, node = make.parameter(make.random.choice(TAGS)), make.node()
    return make.random.choice([f"{tag} IN {node}.tags", f"size([t IN {node}.tags WHERE t = {tag}]) > 0"])


def _text(make: Maker) -> str:
    operator = make.random.choice(["STARTS WITH", "ENDS WITH", "CONTAINS"])
    piece = make.parameter(make.random.choice(["Q", "q", "3", "", "ü", "通", "😀", "2024", "'", "%"]))
    key = make.random.choice(["name", "d"])
    held = make.random.choice(["{}.{}", "toLower({}.{})"]).format(make.node(), key)
    return f"{held} {operator} {piece}"


def _flag(make: Maker) -> str:
    return make.random.choice(["{}.flag", "{}.flag = true", "coalesce({}.flag, false) = false"]).format(make.node())


def _exists(make: Maker) -> str:
    return f"{make.random.choice(['EXISTS', 'NOT EXISTS'])} {{ {make.inner()} }}"


def _count(make: Maker) -> str:
    return f"COUNT {{ {make.inner()} }} {make.random.choice(['>', '=', '<='])} {make.random.randint(0, 3)}"


def _label(make: Maker) -> str:
    return f"{make.node()}:{make.random.choice(['Lab', 'Model', 'Organization'])}"


def _edge(make: Maker) -> str:
    if not make.edges:
        return _compare(make)
    edge = make.random.choice(make.edges)
    return make.random.choice(
        [f"{edge}.w > 1", f"type({edge}) = 'DEVELOPED'", f"{edge}.w IS NULL", f"type({edge}) IN ['USES', 'PART_OF']"]
    )


_CONDITIONS = (
    _compare, _compare, _compare_two, _is_null, _in_list, _has_tag, _text, _flag, _exists, _exists, _label, _edge,
)  # fmt: skip
