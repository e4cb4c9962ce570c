// name: foundries
// title: Foundries and what they fabricate
// group: chips and training
// questions:
//   - Who fabricates AI chips?
//   - Foundries by number of AI chips
//   - Which companies manufacture chips for others, and where are they?
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   foundry: The foundry.
//   countries: Where it is based.
//   chips: How many chips it fabricates.
//   makers: For whom.

MATCH (f:Organization)-[:FABRICATES]->(c:Chip)
WITH f, count(DISTINCT c) AS chips
RETURN f.name AS foundry,
       COLLECT { MATCH (f)-[:BASED_IN]->(k:Country) RETURN DISTINCT k.name AS name ORDER BY name } AS countries, chips,
       COLLECT { MATCH (f)-[:FABRICATES]->(:Chip)<-[:MAKES]-(o:Organization)
                 RETURN DISTINCT o.name AS name ORDER BY name } AS makers
ORDER BY chips DESC, foundry, f.id LIMIT $limit
