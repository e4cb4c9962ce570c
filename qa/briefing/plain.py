"""Words of documents as they are printed: without the marks of their markup."""

import re

from qa.quoting.plain import readable

_EMPHASIS = re.compile(r"\*{2,}|`+|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|^\s*[-#>*]+\s+|(?<=\s)#{2,}\s")
_TEX = re.compile(r"\\(?:emph|textbf|textit|text|mathrm|url|href)\s*\{([^{}]*)\}")
_TEX_SIGN = re.compile(r"\\([$%&#_])")


def plain(text: str) -> str:
    """Return words of a document on one line, without the marks of Markdown and TeX and the targets of links."""
    return " ".join(_EMPHASIS.sub("", _TEX_SIGN.sub(r"\1", _TEX.sub(r"\1", readable(text)))).split())
