// name: training-on-chip-by-country
// title: Models trained on a chip by country of their developers
// group: chips and training
// questions:
//   - In which countries are models trained on the H100?
//   - Models trained on the H100 by country
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
//   country: Where developers are based; a model of several countries counts in each.
//   models: How many models.

MATCH (line:Chip) WHERE line.id = $chip OR $chip IN line.names
MATCH (c:Chip)-[:VARIANT_OF*0..3]->(line)
MATCH (m:Model)-[:TRAINED_WITH]->(c)
MATCH (m)<-[:DEVELOPED]-(:Organization)-[:BASED_IN]->(k:Country)
WITH k, count(DISTINCT m) AS models
RETURN k.name AS country, models
ORDER BY models DESC, country, k.id LIMIT $limit
