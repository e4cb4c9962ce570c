// Removes some relationships, so that no transaction grows with the graph.
MATCH ()-[r]->() WITH r LIMIT $many DELETE r
