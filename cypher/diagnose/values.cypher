// The texts that a property has.
MATCH (n{label}) WHERE n.{key} IS NOT NULL RETURN DISTINCT n.{key} AS value LIMIT 50000
