// name: compute-frontier
// title: The largest training run of each year
// group: time and change
// questions:
//   - What was the largest training run each year?
//   - How has training compute grown?
//   - Most compute-intensive model by year
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   year: The year.
//   model: The model that took the most compute of those released in it.
//   training_compute_flop: Operations spent on training it.

MATCH (m:Model) WHERE m.released IS NOT NULL AND m.training_compute_flop IS NOT NULL
WITH left(m.released, 4) AS year, max(m.training_compute_flop) AS most, collect(m) AS models
UNWIND models AS m
WITH year, most, m WHERE m.training_compute_flop = most
RETURN year, m.name AS model, most AS training_compute_flop
ORDER BY year, model, m.id LIMIT $limit
