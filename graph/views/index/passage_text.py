"""The text that is embedded of a passage."""

TEXT_VERSION = "1"
"""Changes whenever the rule does: vectors made by an older one are made anew."""


def embedded_text(document_title: str, heading: str, text: str) -> str:
    """Return what is embedded of a passage."""
    return text
