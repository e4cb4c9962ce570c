// name: mentions-by-source
// title: Which kinds of texts name a thing
// group: provenance and disagreements
// questions:
//   - Which sources write about DeepSeek?
//   - Texts that name DeepSeek by source
// parameters:
//   thing:
//     type: text
//     example: DeepSeek
//     about: The id or any name of a thing of any type.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   source: The source that reads the texts.
//   documents: How many documents of it name the thing.
//   earliest: The earliest date of publication among them.
//   latest: The latest one.

MATCH (n) WHERE n.id = $thing OR $thing IN n.names
MATCH (d:Document)-[:MENTIONS]->(n)
WITH d.source AS source, count(DISTINCT d) AS documents, min(d.published) AS earliest, max(d.published) AS latest
RETURN source, documents, earliest, latest
ORDER BY documents DESC, source LIMIT $limit
