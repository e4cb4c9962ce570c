MATCH (n:_Sextant) WITH n LIMIT $many DELETE n
