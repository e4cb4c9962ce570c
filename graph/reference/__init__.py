"""Reference data: what everybody knows, as data files with a source each. No code lives here."""
