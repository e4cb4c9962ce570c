// The nodes at the ends of relationships. {type} is replaced by a type that was checked to be a plain identifier.
MATCH (a)-[r:{type}]->(b) WHERE r.id IN $ids RETURN r.id AS id, a AS start, b AS end
