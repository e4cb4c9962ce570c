// The names of the nodes that bear a name beside their own.
MATCH (n{label}) WHERE $value IN n.names RETURN n.name AS name LIMIT 3
