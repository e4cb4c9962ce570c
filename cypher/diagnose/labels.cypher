// How many nodes have each label.
MATCH (n) UNWIND labels(n) AS label RETURN label AS name, count(*) AS many
