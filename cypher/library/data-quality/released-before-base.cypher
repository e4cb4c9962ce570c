// name: released-before-base
// title: Models dated before the model they were made from
// group: data quality
// questions:
//   - Which models are older than their base model?
//   - Release dates that cannot be right
//   - Derivatives dated before their base
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   model: The derived model.
//   released: When it was released, as the sources say.
//   base: The model it was made from.
//   base_released: When that one was released, as the sources say.

MATCH (m:Model)-[:DERIVED_FROM]->(b:Model)
WHERE left(m.released, size(b.released)) < left(b.released, size(m.released))
WITH DISTINCT m, b
RETURN m.name AS model, m.released AS released, b.name AS base, b.released AS base_released
ORDER BY released, model, base, m.id, b.id LIMIT $limit
