"""The index view: passages as vectors and as words, disposable, made from the record."""
