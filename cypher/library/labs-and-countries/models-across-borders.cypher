// name: models-across-borders
// title: Models made together across borders
// group: labs and countries
// questions:
//   - Which models were developed jointly by labs of different countries?
//   - International collaborations on models
//   - Models with developers from several countries
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   model: The model.
//   developers: Its developers.
//   countries: The countries they are based in.

MATCH (m:Model)<-[:DEVELOPED]-(o:Organization)-[:BASED_IN]->(c:Country)
WITH m, count(DISTINCT o) AS makers, count(DISTINCT c) AS places WHERE makers > 1 AND places > 1
RETURN m.name AS model,
       COLLECT { MATCH (m)<-[:DEVELOPED]-(o:Organization) RETURN DISTINCT o.name AS name ORDER BY name } AS developers,
       COLLECT { MATCH (m)<-[:DEVELOPED]-(:Organization)-[:BASED_IN]->(c:Country)
                 RETURN DISTINCT c.name AS name ORDER BY name } AS countries
ORDER BY places DESC, model, m.id LIMIT $limit
