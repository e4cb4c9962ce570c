// name: datasets-by-models
// title: Data sets by how many models were trained on them
// group: chips and training
// questions:
//   - Which datasets are used most for training?
//   - Most popular training data
//   - Training datasets by number of models
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   dataset: The data set.
//   models: How many models were trained on it.

MATCH (m:Model)-[:TRAINED_ON]->(d:Dataset)
WITH d, count(DISTINCT m) AS models
RETURN d.name AS dataset, models
ORDER BY models DESC, dataset, d.id LIMIT $limit
