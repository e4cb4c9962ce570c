// name: training-counts-of-chip
// title: How many models were trained on a chip, and by how many developers
// group: chips and training
// questions:
//   - How many models were trained on the H100?
//   - Models and developers that train on the H100, in numbers
// parameters:
//   chip:
//     type: text
//     example: H100
//     about: The id or any name of a chip or of a line; a line means all its variants.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   models: How many models were trained on it or on a variant of it.
//   developers: How many organizations developed or published them.
//   first: The earliest release date of these models.
//   last: The latest one.

MATCH (line:Chip) WHERE line.id = $chip OR $chip IN line.names
MATCH (c:Chip)-[:VARIANT_OF*0..3]->(line)
MATCH (m:Model)-[:TRAINED_WITH]->(c)
WITH DISTINCT m
OPTIONAL MATCH (m)<-[:DEVELOPED]-(o:Organization)
WITH count(DISTINCT m) AS models, count(DISTINCT o) AS developers, min(m.released) AS first, max(m.released) AS last
WHERE models > 0
RETURN models, developers, first, last
ORDER BY models LIMIT $limit
