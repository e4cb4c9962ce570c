// Whether a node of a label has a value.
MATCH (n{label}) WHERE n.{key} = $value RETURN 1 AS one LIMIT 1
