// What stands next to a thing, the best witnessed first. {label} is its type.
MATCH (n:{label})-[r]->(m) WHERE n.id = $id AND m.name IS NOT NULL
RETURN type(r) AS edge, true AS outward, m.id AS id, labels(m) AS labels, m.name AS name, r.statements AS witnesses, m.statements AS known
ORDER BY witnesses DESC, known DESC, id LIMIT $most
UNION ALL
MATCH (n:{label})<-[r]-(m) WHERE n.id = $id AND m.name IS NOT NULL
RETURN type(r) AS edge, false AS outward, m.id AS id, labels(m) AS labels, m.name AS name, r.statements AS witnesses, m.statements AS known
ORDER BY witnesses DESC, known DESC, id LIMIT $most
