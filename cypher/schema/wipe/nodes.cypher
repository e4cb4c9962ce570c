// Removes some nodes that have no relationships any more.
MATCH (n) WITH n LIMIT $many DELETE n
