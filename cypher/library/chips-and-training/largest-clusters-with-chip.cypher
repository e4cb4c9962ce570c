// name: largest-clusters-with-chip
// title: The largest clusters made of a chip
// group: chips and training
// questions:
//   - Which are the largest clusters of H100s?
//   - Largest H100 clusters and where they stand
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
//   cluster: The cluster.
//   cluster_id: Its id.
//   chip: The chip, or the variant of the line.
//   chip_id: Its id.
//   count: How many of them.
//   status: Whether it exists or is planned.
//   country: Where it stands.
//   country_id: The country's id.

MATCH (line:Chip) WHERE line.id = $chip OR $chip IN line.names
MATCH (c:Chip)-[:VARIANT_OF*0..3]->(line)
MATCH (k:Cluster)-[r:CONTAINS]->(c) WHERE r.count IS NOT NULL
WITH DISTINCT k, c, r.count AS many
OPTIONAL MATCH (k)-[:LOCATED_IN]->(p:Country)
WITH k, c, many, min(p.id) AS place
OPTIONAL MATCH (n:Country {id: place})
RETURN k.name AS cluster, k.id AS cluster_id, c.name AS chip, c.id AS chip_id, many AS count, k.status AS status,
       n.name AS country, n.id AS country_id
ORDER BY count DESC, cluster, chip, k.id, c.id LIMIT $limit
