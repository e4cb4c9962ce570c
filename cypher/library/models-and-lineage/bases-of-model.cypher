// name: bases-of-model
// title: What a model was made from directly, and how, with ids
// group: models and lineage
// questions:
//   - What is DeepSeek-R1-Distill-Qwen-7B made from?
//   - Base models of DeepSeek-R1-Distill-Qwen-7B and the kind of derivation
// parameters:
//   model:
//     type: text
//     example: DeepSeek-R1-Distill-Qwen-7B
//     about: Its id or any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   model: The model.
//   model_id: Its id.
//   base: What it was made from.
//   base_id: The base's id.
//   kind: How; finetune, merge, quantized ...

MATCH (m:Model) WHERE m.id = $model OR $model IN m.names
MATCH (m)-[r:DERIVED_FROM]->(b:Model)
RETURN m.name AS model, m.id AS model_id, b.name AS base, b.id AS base_id, r.kind AS kind
ORDER BY base, kind, m.id, b.id, r.id LIMIT $limit
