// name: cluster-counts-of-chip
// title: Clusters with a chip in numbers
// group: chips and training
// questions:
//   - How many clusters have H100s?
//   - How many H100s stand in known clusters?
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
//   clusters: How many clusters contain it or a variant of it.
//   counted: Of how many the number of chips is known.
//   chips: These numbers together; planned clusters count too.

MATCH (line:Chip) WHERE line.id = $chip OR $chip IN line.names
MATCH (c:Chip)-[:VARIANT_OF*0..3]->(line)
MATCH (k:Cluster)-[r:CONTAINS]->(c)
WITH DISTINCT k, r
WITH count(DISTINCT k) AS clusters, count(r.count) AS counted, sum(r.count) AS chips WHERE clusters > 0
RETURN clusters, counted, chips
ORDER BY clusters LIMIT $limit
