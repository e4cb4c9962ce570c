"""Regular expressions that may take years: repetitions of repetitions, with no sign between that tells them apart."""

import re

_PIECE = re.compile(
    r"\\Q.*?(?:\\E|$)|\\.|\[(?:\\.|[^\]\\])*\]|(?P<open>\((?:\?(?:[:=!>]|<[=!]|<\w+>|[a-z-]+:))?)|(?P<close>\))"
    r"|(?P<loop>[*+]|\{\d+(?:,\d*)?\})|(?P<either>\|)|(?P<maybe>\?)|(?P<other>.)",
    re.DOTALL,
)


def may_take_years(pattern: str, most_loops: int) -> bool:
    """Say whether a pattern may try ways without end: a loop in a loop, or more than ``most_loops`` loops in all."""
    groups: list[list[str]] = [[]]
    loops = 0
    for found in _PIECE.finditer(pattern):
        kind = found.lastgroup or "literal"
        if kind == "open":
            groups.append([])
        elif kind == "close" and len(groups) > 1:
            inner = groups.pop()
            groups[-1].append("ambiguous" if _is_ambiguous(inner) else "group")
        elif kind == "loop":
            loops += 1
            if groups[-1] and groups[-1][-1] == "ambiguous":
                return True
            groups[-1].append("loop")
        else:
            groups[-1].append(_kind(found[0], kind))
    return loops > most_loops


def _kind(text: str, kind: str) -> str:
    if kind != "other":
        return "class" if text.startswith("[") or (len(text) == 2 and text[1] in "dswDSWhv") else kind
    return "class" if text == "." else "literal"


def _is_ambiguous(pieces: list[str]) -> bool:
    """Say whether a group, repeated, can match one text in many ways: it holds a loop or a choice, and no fixed sign
    stands at its beginning that tells where each turn begins."""
    if not {"loop", "either", "ambiguous"} & set(pieces):
        return False
    fixed = pieces[0] == "literal" and (len(pieces) == 1 or pieces[1] not in ("loop", "maybe"))
    return not fixed or "either" in pieces
