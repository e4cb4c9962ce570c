// name: derivation-kinds
// title: How the derivatives of a model were made
// group: models and lineage
// questions:
//   - How many finetunes and quantizations does Mistral-7B-v0.1 have?
//   - Derivatives of Mistral-7B-v0.1 by kind
//   - Adapters, merges and finetunes of Mistral-7B-v0.1
// parameters:
//   model:
//     type: text
//     example: Mistral-7B-v0.1
//     about: Any of its names, such as its hub id with or without the namespace.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   kind: How they were made; empty where no source says.
//   models: How many models were made from it so, directly.

MATCH (b:Model) WHERE $model IN b.names
MATCH (m:Model)-[r:DERIVED_FROM]->(b)
WITH r.kind AS kind, count(DISTINCT m) AS models
RETURN kind, models
ORDER BY models DESC, kind LIMIT $limit
