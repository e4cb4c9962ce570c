// name: texts-on
// title: The newest texts that name a thing
// group: provenance and disagreements
// questions:
//   - Which are the newest texts about DeepSeek?
//   - Documents that name DeepSeek, with title and date
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
//   title: Title of the text.
//   publisher: Who published it.
//   published: When it was published; texts without a date are left out.
//   times: How often it names the thing.
//   url: Where it can be read.
//   document: Its id.
//   central: Whether its title has the name of the thing.

MATCH (n) WHERE n.id = $thing OR $thing IN n.names
MATCH (d:Document)-[r:MENTIONS]->(n) WHERE d.published IS NOT NULL
WITH d, sum(r.count) AS times, max(CASE WHEN d.title CONTAINS n.name THEN 1 ELSE 0 END) AS titled
RETURN d.title AS title, d.publisher AS publisher, d.published AS published, times, d.url AS url,
       d.id AS document, titled > 0 AS central
ORDER BY published DESC, times DESC, title, d.id LIMIT $limit
