// name: openness-of-lab
// title: How open the licences of a lab's models are
// group: labs and countries
// questions:
//   - How open are the models of DeepSeek?
//   - Models of DeepSeek by openness of their licence
//   - How many open models does DeepSeek have?
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
//   openness: How free a user is under the licence; unclassed where the reference data do not say.
//   models: How many of its models are under such a licence.

MATCH (whole:Organization) WHERE whole.id = $lab OR $lab IN whole.names
MATCH (o:Organization)-[:PART_OF*0..3]->(whole)
MATCH (o)-[:DEVELOPED]->(m:Model)
MATCH (m)-[:LICENSED_UNDER]->(x:License)
WITH coalesce(x.openness, 'unclassed') AS openness, count(DISTINCT m) AS models
RETURN openness, models
ORDER BY models DESC, openness LIMIT $limit
