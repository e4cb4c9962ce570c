// name: chips-of-lab
// title: Chips that a lab's models were trained on, and policies that restrict them
// group: chips and training
// questions:
//   - Which chips does DeepSeek train on?
//   - Training hardware of DeepSeek
//   - Are the chips of DeepSeek under export controls?
// parameters:
//   lab:
//     type: text
//     example: DeepSeek
//     about: Its id or any of its names; its parts count with it.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   chip: The chip.
//   chip_id: Its id.
//   model: A model that was trained on it; the best documented one.
//   model_id: That model's id.
//   count: How many of them that model took.
//   models: How many of the lab's models were trained on it.
//   policies: How many policies restrict it or its line.

MATCH (whole:Organization) WHERE whole.id = $lab OR $lab IN whole.names
MATCH (o:Organization)-[:PART_OF*0..3]->(whole)
MATCH (o)-[:DEVELOPED]->(m:Model)
MATCH (m)-[r:TRAINED_WITH]->(c:Chip)
WITH c, m, max(r.count) AS many ORDER BY m.sources DESC, m.statements DESC, m.name, m.id
WITH c, collect(m) AS trained, collect(coalesce(many, -1)) AS counts
WITH c, trained[0] AS m, counts[0] AS many, size(trained) AS models
RETURN c.name AS chip, c.id AS chip_id, m.name AS model, m.id AS model_id, CASE WHEN many >= 0 THEN many END AS count,
       models, COUNT { MATCH (c)-[:VARIANT_OF*0..3]->(:Chip)<-[:RESTRICTS]-(p:Policy) RETURN DISTINCT p } AS policies
ORDER BY models DESC, chip, c.id LIMIT $limit
