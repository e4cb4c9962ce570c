// name: model-counts-of-country
// title: How many models of a country are on record, and how many are open, by which count
// group: labs and countries
// questions:
//   - How many open models does China have?
//   - Open models of China by licence and by weights
//   - How many models from China are on record?
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
//   developers: How many organizations based there developed or published a model.
//   models: How many models they did.
//   licensed: Of these, how many have a licence on record.
//   unlicensed: How many have none.
//   osi: How many are under an open-source licence (class osi).
//   free: How many are under a licence of class osi or conditional.
//   told: Of how many a source says how one can get at them.
//   weights: How many have open weights, under whatever terms, as that source says.
//   dated: How many have a release date.
//   hosted: How many have a repository on the Hugging Face Hub.

MATCH (c:Country) WHERE c.id = $country OR $country IN c.names
MATCH (o:Organization)-[:BASED_IN]->(c)
MATCH (o)-[:DEVELOPED]->(m:Model)
WITH o, m, CASE WHEN EXISTS { (m)-[:LICENSED_UNDER]->(:License) } THEN 1 ELSE 0 END AS licensed,
     CASE WHEN EXISTS { (m)-[:LICENSED_UNDER]->(:License {openness: 'osi'}) } THEN 1 ELSE 0 END AS osi,
     CASE WHEN EXISTS { (m)-[:LICENSED_UNDER]->(:License {openness: 'conditional'}) } THEN 1 ELSE 0 END AS conditional
WITH count(DISTINCT o) AS developers, collect(DISTINCT [m, licensed, osi, conditional]) AS found
UNWIND found AS one
WITH developers, one[0] AS m, one[1] AS has, one[2] AS osi, one[3] AS conditional
WITH developers, count(m) AS models, sum(has) AS licensed, sum(osi) AS osi,
     sum(CASE WHEN osi + conditional > 0 THEN 1 ELSE 0 END) AS free, count(m.accessibility) AS told,
     sum(CASE WHEN left(m.accessibility, 12) = 'open weights' THEN 1 ELSE 0 END) AS weights, count(m.released) AS dated,
     sum(CASE WHEN left(m.id, 3) = 'hf:' THEN 1 ELSE 0 END) AS hosted
RETURN developers, models, licensed, models - licensed AS unlicensed, osi, free, told, weights, dated, hosted
ORDER BY models LIMIT $limit
