// name: exposure-to-policy
// title: Chips that a policy restricts, and who trained on them
// group: policies and exposure
// questions:
//   - Who trained models on chips that the October 2022 chip rule restricts?
//   - Reach of the October 2022 chip rule in models and developers
// parameters:
//   policy:
//     type: text
//     example: October 2022 chip rule
//     about: Its id or any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   chip: A chip that it restricts; its variants count with it.
//   chip_id: Its id.
//   models: How many models on record were trained on it.
//   developers: How many organizations developed or published them.

MATCH (p:Policy) WHERE p.id = $policy OR $policy IN p.names
MATCH (p)-[:RESTRICTS]->(c:Chip)
WITH DISTINCT c
MATCH (m:Model)-[:TRAINED_WITH]->(:Chip)-[:VARIANT_OF*0..3]->(c)
OPTIONAL MATCH (m)<-[:DEVELOPED]-(o:Organization)
WITH c, count(DISTINCT m) AS models, count(DISTINCT o) AS developers
RETURN c.name AS chip, c.id AS chip_id, models, developers
ORDER BY models DESC, chip, c.id LIMIT $limit
