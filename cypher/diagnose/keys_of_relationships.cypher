// The properties that relationships of a type have.
MATCH ()-[n{label}]->() WITH n LIMIT 20000 UNWIND keys(n) AS key RETURN DISTINCT key AS name
