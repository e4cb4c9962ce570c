// name: models-by-task
// title: Tasks by how many models do them
// group: landscape counts
// questions:
//   - What tasks are models made for?
//   - Models by task
//   - How many text-generation models are there?
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   task: The task, as the source writes it.
//   models: How many models.

MATCH (m:Model) WHERE m.task IS NOT NULL
UNWIND m.task AS task
WITH task, count(DISTINCT m) AS models
RETURN task, models
ORDER BY models DESC, task LIMIT $limit
