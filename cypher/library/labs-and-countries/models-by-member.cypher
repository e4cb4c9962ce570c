// name: models-by-member
// title: Models on record by member of a group
// group: labs and countries
// questions:
//   - Which members of the European Union have the most models?
//   - Models of the European Union by member state
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
//   country: The member.
//   country_id: Its id.
//   models: How many models organizations based there developed or published.
//   developers: How many such organizations there are.

MATCH (g:Group) WHERE g.id = $group OR $group IN g.names
MATCH (c:Country)-[r:MEMBER_OF]->(g)
WHERE coalesce(r.since, '0000') <= $day AND coalesce(r.until, '9999') > $day
MATCH (o:Organization)-[:BASED_IN]->(c)
MATCH (o)-[:DEVELOPED]->(m:Model)
WITH c, count(DISTINCT m) AS models, count(DISTINCT o) AS developers
RETURN c.name AS country, c.id AS country_id, models, developers
ORDER BY models DESC, country, c.id LIMIT $limit
