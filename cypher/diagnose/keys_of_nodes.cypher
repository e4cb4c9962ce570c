// The properties that nodes of a label have.
MATCH (n{label}) WITH n LIMIT 20000 UNWIND keys(n) AS key RETURN DISTINCT key AS name
