// name: models-trained-on-chip
// title: Models trained on a chip
// group: chips and training
// questions:
//   - Which models were trained on H100s?
//   - Models trained with the H100 or a variant of it
//   - Who trains on the H100?
// parameters:
//   chip:
//     type: text
//     example: H100
//     about: Any name of a chip or of a line; a line means all its variants.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   model: The model.
//   chip: The chip, or the variant of the line.
//   count: How many of them.
//   developers: Who developed or published the model.

MATCH (line:Chip) WHERE $chip IN line.names
MATCH (c:Chip)-[:VARIANT_OF*0..3]->(line)
MATCH (m:Model)-[r:TRAINED_WITH]->(c)
WITH DISTINCT m, c, r.count AS many
RETURN m.name AS model, c.name AS chip, many AS count,
       COLLECT { MATCH (m)<-[:DEVELOPED]-(o:Organization) RETURN DISTINCT o.name AS name ORDER BY name } AS developers
ORDER BY coalesce(count, -1) DESC, model, chip, m.id, c.id LIMIT $limit
