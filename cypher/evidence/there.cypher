MATCH (n:{label}) WHERE n.id = $id
RETURN count(n) AS there
