// name: models-of-lab
// title: Models of a lab and of its parts
// group: labs and countries
// questions:
//   - Which models has DeepSeek released?
//   - All models by DeepSeek
//   - What did DeepSeek develop?
// parameters:
//   lab:
//     type: text
//     example: DeepSeek
//     about: Any of its names; its parts count with it.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   model: The model.
//   released: When it was released.
//   parameters: How many parameters it has.
//   accessibility: How outsiders can get at it.
//   licence: Its licence, or its licences.

MATCH (whole:Organization) WHERE $lab IN whole.names
MATCH (o:Organization)-[:PART_OF*0..3]->(whole)
MATCH (o)-[:DEVELOPED]->(m:Model)
WITH DISTINCT m ORDER BY coalesce(m.released, '') DESC, m.name, m.id LIMIT $limit
RETURN m.name AS model, m.released AS released, m.parameters AS parameters, m.accessibility AS accessibility,
       COLLECT { MATCH (m)-[:LICENSED_UNDER]->(x:License) RETURN DISTINCT x.name AS name ORDER BY name } AS licence
ORDER BY coalesce(released, '') DESC, model, m.id
