// name: family-of
// title: The models of a family
// group: models and lineage
// questions:
//   - Which models belong to the Qwen2.5 family?
//   - Variants of Qwen2.5
//   - Sizes of Qwen2.5
// parameters:
//   family:
//     type: text
//     example: Qwen2.5
//     about: Its id or any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   model: A model of the family or of a family within it.
//   parameters: How many parameters it has.
//   released: When it was released.
//   model_id: Its id.

MATCH (f:Model) WHERE f.id = $family OR $family IN f.names
MATCH (m:Model)-[:VARIANT_OF*1..3]->(f)
WITH DISTINCT m
RETURN m.name AS model, m.parameters AS parameters, m.released AS released, m.id AS model_id
ORDER BY coalesce(parameters, -1) DESC, model, m.id LIMIT $limit
