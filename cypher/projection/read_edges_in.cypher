UNWIND $ids AS id MATCH (b:{label} {id: id})<-[r]-(a) RETURN type(r) AS type, a.id AS start, labels(a) AS of, b.id AS end, labels(b) AS to, properties(r) AS properties
