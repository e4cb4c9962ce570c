"""Identifiers of the Hugging Face Hub and of arXiv: which texts are one, and how a written one is mended."""

import re

_MAX_LENGTH = 300
_PART = r"[A-Za-z0-9_][A-Za-z0-9._-]{0,95}"
_ID = re.compile(rf"(?:([A-Za-z0-9](?:[A-Za-z0-9._-]{{0,94}}[A-Za-z0-9])?)/)?({_PART})")
_HUB = re.compile(r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/(datasets/)?([^?#\s]*)[^\s]*", re.IGNORECASE)
_LOCAL_SUFFIX = re.compile(r"\.(?:git|bin|pt|pth|ckpt|safetensors|jsonl?|ya?ml|csv|zip)$", re.IGNORECASE)
_ARXIV = re.compile(
    r"(?:https?://)?(?:www\.)?(?:arxiv\.org/(?:abs|pdf|html)/)?(?:arxiv:)?\s*"
    r"((?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.\d{4}|(?:1[5-9]|[2-9]\d)(?:0[1-9]|1[0-2])\.\d{5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})"
    r"(?:v\d+)?(?:\.pdf)?/?",
    re.IGNORECASE | re.ASCII,
)


def hub_id(text: str, *, dataset: bool = False) -> str | None:
    """Return the id of a model, or of a data set, that ``text`` is, or is the Hub's address of; else None.

    An id is ``namespace/name`` or a bare name, as the Hub's oldest repositories have. A path of a file system and
    the address of another page are none.
    """
    text = text.strip()
    if len(text) > _MAX_LENGTH:
        return None
    if ":" in text or text.lower().startswith(("huggingface.co/", "hf.co/", "www.")):
        return _of_address(text, dataset=dataset)
    found = _ID.fullmatch(text)
    if found is None or ".." in text or _LOCAL_SUFFIX.search(text):
        return None
    return text


def has_namespace(text: str) -> bool:
    """Return whether ``text`` is an id with its namespace: ``Qwen/Qwen2.5-7B``."""
    return "/" in text and hub_id(text) == text


def _of_address(text: str, *, dataset: bool) -> str | None:
    found = _HUB.fullmatch(text)
    if found is None or bool(found[1]) != dataset:
        return None
    parts = found[2].strip("/").split("/")
    # A page has no bare name: huggingface.co/models is a list, and /Qwen an account.
    return hub_id("/".join(parts[:2])) if len(parts) >= 2 and parts[0].lower() not in ("spaces", "papers") else None


def arxiv_id(text: str) -> str | None:
    """Return the arXiv identifier, without version, that ``text`` is or is the address of; else None.

    The number of digits must fit the month: 2304.0848 has lost its last zero, and is none.
    """
    found = _ARXIV.fullmatch(text.strip()) if len(text) <= _MAX_LENGTH else None
    return found[1] if found else None
