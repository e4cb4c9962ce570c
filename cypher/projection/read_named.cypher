MATCH (n:{label}) RETURN n.id AS id, n.name AS name, n.names AS names, n.ambiguous AS ambiguous
