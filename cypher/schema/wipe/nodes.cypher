// Removes some nodes that have no relationships any more; the stamp goes last, for it says whose the graph is.
MATCH (n) WHERE NOT n:_Sextant WITH n LIMIT $many DELETE n
