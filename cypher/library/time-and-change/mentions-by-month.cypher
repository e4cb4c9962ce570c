// name: mentions-by-month
// title: Texts that name a thing by month of publication
// group: time and change
// questions:
//   - How often is DeepSeek in the texts of each month?
//   - Texts that name DeepSeek over time
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
//   month: The month.
//   documents: How many documents that were published in it name the thing; those without a month are left out.

MATCH (n) WHERE n.id = $thing OR $thing IN n.names
MATCH (d:Document)-[:MENTIONS]->(n) WHERE size(d.published) >= 7
WITH left(d.published, 7) AS month, count(DISTINCT d) AS documents
RETURN month, documents
ORDER BY month LIMIT $limit
