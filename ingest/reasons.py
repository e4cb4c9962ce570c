"""Why a document is set aside: a closed set of short sentences, so that they can be counted."""

from typing import Literal

Reason = Literal[
    "the file is empty",
    "the file holds nothing but white space",
    "the file is binary",
    "the file is too large",
    "the YAML front matter does not parse",
    "the YAML front matter is too large",
    "the YAML front matter repeats lists or mappings by aliases",
    "the file is no table",
    "the table has no rows",
    "the table is too large",
    "the table lacks columns that its mapping needs",
    "the archive unpacks to too much",
    "the mapping does not hold",
    "the archive is damaged",
    "the archive's member leads elsewhere",
    "the archive's member is encrypted",
    "the archive's member stands there twice",
    "the starter has no such part",
    "the compressed file is damaged",
    "the page holds no text",
    "the feed does not parse",
    "the feed holds no entry",
    "the JSON does not parse",
    "the YAML does not parse",
    "the file holds no record of this source",
]
