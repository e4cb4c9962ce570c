// name: model-profile
// title: Size, training and licence of one model, with ids
// group: models and lineage
// questions:
//   - How large is DeepSeek-V3, and what did its training take?
//   - Size, training compute and licence of DeepSeek-V3
// parameters:
//   model:
//     type: text
//     example: DeepSeek-V3
//     about: Its id or any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   model: The model.
//   model_id: Its id.
//   released: When it was released.
//   parameters: How many parameters it has.
//   active_parameters: How many of them are used for one token, where not all are.
//   context_length: How many tokens it takes in at once.
//   training_tokens: How many tokens it was trained on.
//   training_compute_flop: Operations spent on training it.
//   training_cost_usd: What training it cost, in US dollars.
//   accessibility: How outsiders can get at it.
//   licences: Its licences.
//   licence_ids: Their ids, in the same order.
//   family: The family that it belongs to; the first by id of several.
//   family_id: The family's id.

MATCH (m:Model) WHERE m.id = $model OR $model IN m.names
OPTIONAL MATCH (m)-[:LICENSED_UNDER]->(l:License)
WITH m, l ORDER BY l.name, l.id
WITH m, collect(DISTINCT l) AS found
OPTIONAL MATCH (m)-[:VARIANT_OF]->(f:Model)
WITH m, found, min(f.id) AS line
OPTIONAL MATCH (f:Model {id: line})
RETURN m.name AS model, m.id AS model_id, m.released AS released, m.parameters AS parameters,
       CASE WHEN m.active_parameters < m.parameters THEN m.active_parameters END AS active_parameters,
       m.context_length AS context_length, m.training_tokens AS training_tokens,
       m.training_compute_flop AS training_compute_flop, m.training_cost_usd AS training_cost_usd,
       m.accessibility AS accessibility, [l IN found | l.name] AS licences, [l IN found | l.id] AS licence_ids,
       f.name AS family, f.id AS family_id
ORDER BY m.statements DESC, model, m.id LIMIT $limit
