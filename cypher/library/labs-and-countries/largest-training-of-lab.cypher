// name: largest-training-of-lab
// title: The models of a lab by training compute
// group: labs and countries
// questions:
//   - What was the largest training run of DeepSeek?
//   - Training compute of the models of DeepSeek
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
//   model: The model.
//   model_id: Its id.
//   training_compute_flop: Operations spent on training it.
//   training_cost_usd: Cost of training it.
//   released: When it was released.

MATCH (whole:Organization) WHERE whole.id = $lab OR $lab IN whole.names
MATCH (o:Organization)-[:PART_OF*0..3]->(whole)
MATCH (o)-[:DEVELOPED]->(m:Model)
WITH DISTINCT m WHERE m.training_compute_flop IS NOT NULL
RETURN m.name AS model, m.id AS model_id, m.training_compute_flop AS training_compute_flop,
       m.training_cost_usd AS training_cost_usd, m.released AS released
ORDER BY training_compute_flop DESC, model, m.id LIMIT $limit
