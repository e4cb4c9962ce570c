// name: merged-models
// title: Models made from several models
// group: models and lineage
// questions:
//   - Which models are merges of several models?
//   - Merged models and what went into them
//   - Models with more than one base model
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   model: The model.
//   bases: The models that it was made from.

MATCH (m:Model)-[:DERIVED_FROM]->(b:Model)
WITH m, count(DISTINCT b) AS many WHERE many > 1
WITH m, many ORDER BY many DESC, m.name, m.id LIMIT $limit
RETURN m.name AS model,
       COLLECT { MATCH (m)-[:DERIVED_FROM]->(b:Model) RETURN DISTINCT b.name AS name ORDER BY name } AS bases
ORDER BY many DESC, model, m.id
