"""Search over a home: words, meaning, filters, twins."""
