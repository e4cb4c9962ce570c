// name: models-trained-on-dataset
// title: Models trained on a data set
// group: chips and training
// questions:
//   - Which models were trained on ultrachat_200k?
//   - Who uses ultrachat_200k as training data?
//   - Models that list ultrachat_200k as training data
// parameters:
//   dataset:
//     type: text
//     example: ultrachat_200k
//     about: Any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   model: The model.
//   dataset: The data set.
//   source: The source of the best witness.
//   quote: Its words.

MATCH (d:Dataset) WHERE $dataset IN d.names
MATCH (m:Model)-[r:TRAINED_ON]->(d)
RETURN m.name AS model, d.name AS dataset, r.source AS source, r.quote AS quote
ORDER BY model, dataset, r.id LIMIT $limit
