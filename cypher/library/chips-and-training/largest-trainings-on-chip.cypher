// name: largest-trainings-on-chip
// title: Models trained on most chips of a kind
// group: chips and training
// questions:
//   - Which models took the most H100s to train?
//   - Largest training runs on the H100 by number of chips
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
//   model: The model.
//   model_id: Its id.
//   chip: The chip, or the variant of the line.
//   chip_id: Its id.
//   count: How many of them.
//   released: When the model was released.
//   developer: Who developed or published it; the first by id of several.
//   developer_id: The developer's id.

MATCH (line:Chip) WHERE line.id = $chip OR $chip IN line.names
MATCH (c:Chip)-[:VARIANT_OF*0..3]->(line)
MATCH (m:Model)-[r:TRAINED_WITH]->(c) WHERE r.count IS NOT NULL
WITH DISTINCT m, c, r.count AS many
OPTIONAL MATCH (m)<-[:DEVELOPED]-(p:Organization)
WITH m, c, many, min(p.id) AS maker
OPTIONAL MATCH (o:Organization {id: maker})
RETURN m.name AS model, m.id AS model_id, c.name AS chip, c.id AS chip_id, many AS count, m.released AS released,
       o.name AS developer, o.id AS developer_id
ORDER BY count DESC, model, chip, m.id, c.id LIMIT $limit
