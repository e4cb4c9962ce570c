// name: labs-of-group
// title: Labs in the members of a group of countries
// group: labs and countries
// questions:
//   - Which labs are based in the EU?
//   - AI labs of the member states of the European Union
//   - Labs in NATO countries on a day
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
//   lab: The lab.
//   country: The member it is based in.
//   models: How many models it developed or published.

MATCH (g:Group) WHERE g.id = $group OR $group IN g.names
MATCH (l:Lab)-[:BASED_IN]->(c:Country)-[r:MEMBER_OF]->(g)
WHERE coalesce(r.since, '0000') <= $day AND coalesce(r.until, '9999') > $day
OPTIONAL MATCH (l)-[:DEVELOPED]->(m:Model)
WITH l, c, count(DISTINCT m) AS models
RETURN l.name AS lab, c.name AS country, models
ORDER BY models DESC, lab, country, l.id, c.id LIMIT $limit
