MATCH (n:{label}) WHERE $value IN n.{property}
RETURN n.id AS id, n.name AS name ORDER BY id
