// name: developers-of-model
// title: Who developed or published a model, and where they are based
// group: models and lineage
// questions:
//   - Who made DeepSeek-V3?
//   - Developers of DeepSeek-V3 with their countries
// parameters:
//   model:
//     type: text
//     example: DeepSeek-V3
//     about: Its id or any of its names; the variants of a family count with it.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   organization: Who developed or published it.
//   organization_id: Its id.
//   country: Where it is based, as most documents say.
//   country_id: The country's id.
//   model: The model, or the variant that most documents speak of.
//   model_id: Its id.
//   models: How many models of the family it developed or published.

MATCH (line:Model) WHERE line.id = $model OR $model IN line.names
MATCH (m:Model)-[:VARIANT_OF*0..3]->(line)
MATCH (o:Organization)-[:DEVELOPED]->(m)
WITH DISTINCT o, m ORDER BY m.sources DESC, m.statements DESC, m.id
WITH o, collect(m) AS made
OPTIONAL MATCH (o)-[r:BASED_IN]->(c:Country)
WITH o, made, c ORDER BY r.sources DESC, c.name
WITH o, made, collect(c) AS places
WITH o, made[0] AS m, size(made) AS models, places[0] AS c
RETURN o.name AS organization, o.id AS organization_id, c.name AS country, c.id AS country_id, m.name AS model,
       m.id AS model_id, models
ORDER BY models DESC, o.statements DESC, organization, o.id LIMIT $limit
