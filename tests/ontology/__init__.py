"""Tests of the ontology: loader, dates, values, the shipped types, and a second ontology on films."""
