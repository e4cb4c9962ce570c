// name: largest-model-of-lab
// title: The models of a lab by number of parameters
// group: labs and countries
// questions:
//   - What is the largest model of DeepSeek?
//   - Models of DeepSeek by size
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
//   parameters: How many parameters it has.
//   active_parameters: How many of them are used for one token, where not all are.
//   released: When it was released.

MATCH (whole:Organization) WHERE whole.id = $lab OR $lab IN whole.names
MATCH (o:Organization)-[:PART_OF*0..3]->(whole)
MATCH (o)-[:DEVELOPED]->(m:Model)
WITH DISTINCT m WHERE m.parameters IS NOT NULL
RETURN m.name AS model, m.id AS model_id, m.parameters AS parameters,
       CASE WHEN m.active_parameters < m.parameters THEN m.active_parameters END AS active_parameters,
       m.released AS released
ORDER BY parameters DESC, coalesce(released, '9999'), model, m.id LIMIT $limit
