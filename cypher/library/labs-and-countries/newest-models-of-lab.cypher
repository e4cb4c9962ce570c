// name: newest-models-of-lab
// title: The newest models of a lab
// group: labs and countries
// questions:
//   - What has DeepSeek released last?
//   - Latest releases of DeepSeek
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
//   developer: Who developed or published it; the first by id of several.
//   developer_id: The developer's id.
//   released: When it was released.
//   parameters: How many parameters it has.

MATCH (whole:Organization) WHERE whole.id = $lab OR $lab IN whole.names
MATCH (o:Organization)-[:PART_OF*0..3]->(whole)
MATCH (o)-[:DEVELOPED]->(m:Model)
WITH m, min(o.id) AS maker WHERE m.released IS NOT NULL
WITH m, maker ORDER BY m.released DESC, m.name, m.id LIMIT $limit
MATCH (o:Organization {id: maker})
RETURN m.name AS model, m.id AS model_id, o.name AS developer, o.id AS developer_id, m.released AS released,
       m.parameters AS parameters
ORDER BY released DESC, model, m.id
