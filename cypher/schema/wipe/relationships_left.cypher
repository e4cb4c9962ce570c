MATCH ()-[r]->() RETURN 1 AS one LIMIT 1
