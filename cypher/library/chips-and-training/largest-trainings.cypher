// name: largest-trainings
// title: Models by training compute
// group: chips and training
// questions:
//   - Which models took the most compute to train?
//   - Largest training runs
//   - Most compute-intensive models since 2024
// parameters:
//   since:
//     type: date
//     optional: true
//     example: 2024-01-01
//     about: Only models released on or after it; a date of the year alone counts as its start.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   model: The model.
//   training_compute_flop: Operations spent on training it.
//   training_cost_usd: Cost of training it.
//   released: When it was released.
//   developers: Who developed or published it.

MATCH (m:Model) WHERE m.training_compute_flop IS NOT NULL AND ($since IS NULL OR m.released >= $since)
WITH m ORDER BY m.training_compute_flop DESC, m.name, m.id LIMIT $limit
RETURN m.name AS model, m.training_compute_flop AS training_compute_flop, m.training_cost_usd AS training_cost_usd,
       m.released AS released,
       COLLECT { MATCH (m)<-[:DEVELOPED]-(o:Organization) RETURN DISTINCT o.name AS name ORDER BY name } AS developers
ORDER BY training_compute_flop DESC, model, m.id
