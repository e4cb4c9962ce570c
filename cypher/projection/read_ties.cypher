MATCH (a)-[r:{type}]->(b) RETURN a.id AS start, b.id AS end
