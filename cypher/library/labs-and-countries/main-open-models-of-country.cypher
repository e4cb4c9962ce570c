// name: main-open-models-of-country
// title: The open models of a country that most documents speak of
// group: labs and countries
// questions:
//   - What are the main open models from China?
//   - Best documented open models of China
// parameters:
//   country:
//     type: text
//     example: China
//     about: The country's id or any of its names.
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
//   active_parameters: How many of them are used for one token, where not all are.
//   training_compute_flop: Operations spent on training it.
//   licence: Its licence; the first by id of several.
//   licence_id: The licence's id.
//   accessibility: How outsiders can get at it.
//   sources: How many documents speak of it.

MATCH (c:Country) WHERE c.id = $country OR $country IN c.names
MATCH (o:Organization)-[:BASED_IN]->(c)
MATCH (o)-[:DEVELOPED]->(m:Model)
WITH m, min(o.id) AS maker WHERE m.released IS NOT NULL
OPTIONAL MATCH (m)-[:LICENSED_UNDER]->(l:License) WHERE l.openness IN ['osi', 'conditional']
WITH m, maker, min(l.id) AS licence WHERE licence IS NOT NULL OR left(m.accessibility, 12) = 'open weights'
WITH m, maker, licence ORDER BY m.sources DESC, m.statements DESC, m.name, m.id LIMIT $limit
MATCH (o:Organization {id: maker})
OPTIONAL MATCH (x:License {id: licence})
RETURN m.name AS model, m.id AS model_id, o.name AS developer, o.id AS developer_id, m.released AS released,
       m.parameters AS parameters,
       CASE WHEN m.active_parameters < m.parameters THEN m.active_parameters END AS active_parameters,
       m.training_compute_flop AS training_compute_flop, x.name AS licence, x.id AS licence_id,
       m.accessibility AS accessibility, m.sources AS sources
ORDER BY sources DESC, m.statements DESC, model, m.id
