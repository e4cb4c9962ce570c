UNWIND $ids AS id MATCH (a:{label} {id: id})-[r]->(b) WHERE b.id IN $others RETURN type(r) AS type, a.id AS start, labels(a) AS of, b.id AS end, labels(b) AS to, properties(r) AS properties
