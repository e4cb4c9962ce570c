MATCH (n:{label}) RETURN n.id AS id, labels(n) AS labels, n.names AS names
