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
    "the JSON does not parse",
    "the JSON is nested too deep",
    "the JSON holds no record",
    "the record names no paper",
    "the record names no model",
    "the record stands there twice",
    "the XML does not parse",
    "the XML declares a document type",
    "the feed holds no paper",
    "the PDF is damaged",
    "the PDF is encrypted",
    "the PDF holds no text",
    "the PDF has too many pages",
    "the PDF took too long to read",
    "the PDF took too much memory to read",
]
