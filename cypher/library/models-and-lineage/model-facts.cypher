// name: model-facts
// title: The main facts of a model
// group: models and lineage
// questions:
//   - What is known about DeepSeek-V3?
//   - Parameters, licence and developers of DeepSeek-V3
//   - Tell me about the model DeepSeek-V3
// parameters:
//   model:
//     type: text
//     example: DeepSeek-V3
//     about: Any of its names, such as its hub id with or without the namespace.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   model: The model; several that bear the name give several rows.
//   developers: Who developed or published it.
//   countries: Where they are based.
//   released: When it was released.
//   parameters: How many parameters it has.
//   active_parameters: How many of them are used for one token.
//   licence: Its licence, or its licences.
//   accessibility: How outsiders can get at it.
//   bases: The models that it was made from.
//   derivatives: How many models were made from it directly.

MATCH (m:Model) WHERE $model IN m.names
RETURN m.name AS model,
       COLLECT { MATCH (m)<-[:DEVELOPED]-(o:Organization) RETURN DISTINCT o.name AS name ORDER BY name } AS developers,
       COLLECT { MATCH (m)<-[:DEVELOPED]-(:Organization)-[:BASED_IN]->(c:Country)
                 RETURN DISTINCT c.name AS name ORDER BY name } AS countries,
       m.released AS released, m.parameters AS parameters, m.active_parameters AS active_parameters,
       COLLECT { MATCH (m)-[:LICENSED_UNDER]->(x:License) RETURN DISTINCT x.name AS name ORDER BY name } AS licence,
       m.accessibility AS accessibility,
       COLLECT { MATCH (m)-[:DERIVED_FROM]->(b:Model) RETURN DISTINCT b.name AS name ORDER BY name } AS bases,
       COUNT { (m)<-[:DERIVED_FROM]-(:Model) } AS derivatives
ORDER BY derivatives DESC, model, m.id LIMIT $limit
