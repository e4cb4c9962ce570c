// The documents that mention things, by their nodes' ids. {label} is the type of the things.
MATCH (d:Document)-[:MENTIONS]->(n:{label}) WHERE n.id IN $ids RETURN n.id AS thing, d.id AS document
