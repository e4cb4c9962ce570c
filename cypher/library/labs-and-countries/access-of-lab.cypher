// name: access-of-lab
// title: How outsiders can get at a lab's models
// group: labs and countries
// questions:
//   - Which models of DeepSeek have open weights?
//   - Models of DeepSeek by accessibility
//   - Can one get at the models of DeepSeek?
// parameters:
//   lab:
//     type: text
//     example: DeepSeek
//     about: Its id or any of its names; its parts count with it.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   open_weights: How many have open weights, under whatever terms.
//   closed: How many can be had in another way or not at all.
//   unsaid: Of how many no source says.

MATCH (whole:Organization) WHERE whole.id = $lab OR $lab IN whole.names
MATCH (o:Organization)-[:PART_OF*0..3]->(whole)
MATCH (o)-[:DEVELOPED]->(m:Model)
WITH DISTINCT m
WITH CASE WHEN m.accessibility IS NULL THEN 'unsaid' WHEN left(m.accessibility, 12) = 'open weights' THEN 'open'
     ELSE 'closed' END AS access
WITH sum(CASE WHEN access = 'open' THEN 1 ELSE 0 END) AS open_weights,
     sum(CASE WHEN access = 'closed' THEN 1 ELSE 0 END) AS closed,
     sum(CASE WHEN access = 'unsaid' THEN 1 ELSE 0 END) AS unsaid
WHERE open_weights + closed + unsaid > 0
RETURN open_weights, closed, unsaid
ORDER BY open_weights LIMIT $limit
