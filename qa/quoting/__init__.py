"""Answers from passages: the sentences of documents that bear on a question, quoted as they stand, or a refusal."""
