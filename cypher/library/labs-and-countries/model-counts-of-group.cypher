// name: model-counts-of-group
// title: How many models the members of a group have, and how many are open, by which count
// group: labs and countries
// questions:
//   - How many open models do the members of the European Union have?
//   - Models from the European Union by licence and by weights
// parameters:
//   group:
//     type: text
//     example: European Union
//     about: The group's id or any of its names.
//   day:
//     type: date
//     example: 2025-01-01
//     about: Countries that were members on this day count.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   members: How many members have a developer on record.
//   developers: How many organizations based in a member developed or published a model.
//   models: How many models they did.
//   licensed: Of these, how many have a licence on record.
//   unlicensed: How many have none.
//   osi: How many are under an open-source licence (class osi).
//   free: How many are under a licence of class osi or conditional.
//   told: Of how many a source says how one can get at them.
//   weights: How many have open weights, under whatever terms, as that source says.
//   dated: How many have a release date.

MATCH (g:Group) WHERE g.id = $group OR $group IN g.names
MATCH (c:Country)-[r:MEMBER_OF]->(g)
WHERE coalesce(r.since, '0000') <= $day AND coalesce(r.until, '9999') > $day
MATCH (o:Organization)-[:BASED_IN]->(c)
MATCH (o)-[:DEVELOPED]->(m:Model)
WITH c, o, m, CASE WHEN EXISTS { (m)-[:LICENSED_UNDER]->(:License) } THEN 1 ELSE 0 END AS licensed,
     CASE WHEN EXISTS { (m)-[:LICENSED_UNDER]->(:License {openness: 'osi'}) } THEN 1 ELSE 0 END AS osi,
     CASE WHEN EXISTS { (m)-[:LICENSED_UNDER]->(:License {openness: 'conditional'}) } THEN 1 ELSE 0 END AS conditional
WITH count(DISTINCT c) AS members, count(DISTINCT o) AS developers,
     collect(DISTINCT [m, licensed, osi, conditional]) AS found
UNWIND found AS one
WITH members, developers, one[0] AS m, one[1] AS has, one[2] AS osi, one[3] AS conditional
WITH members, developers, count(m) AS models, sum(has) AS licensed, sum(osi) AS osi,
     sum(CASE WHEN osi + conditional > 0 THEN 1 ELSE 0 END) AS free, count(m.accessibility) AS told,
     sum(CASE WHEN left(m.accessibility, 12) = 'open weights' THEN 1 ELSE 0 END) AS weights, count(m.released) AS dated
RETURN members, developers, models, licensed, models - licensed AS unlicensed, osi, free, told, weights, dated
ORDER BY models LIMIT $limit
