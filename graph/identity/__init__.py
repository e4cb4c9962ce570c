"""Identity: who is who. A pure function from keys and judgements to clusters of keys."""
