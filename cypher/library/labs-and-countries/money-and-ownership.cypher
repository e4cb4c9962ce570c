// name: money-and-ownership
// title: Who invested in, bought or owns whom
// group: labs and countries
// questions:
//   - Who invested in OpenAI?
//   - Who owns DeepSeek?
//   - Investments and takeovers of NVIDIA
// parameters:
//   organization:
//     type: text
//     example: OpenAI
//     about: Any of its names; it may stand on either side.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   organization: Who invested, bought, owns or is a part.
//   relation: INVESTED_IN, ACQUIRED, OWNS or PART_OF.
//   other: In whom, whom or of whom.
//   amount: How much money, in the currency.
//   currency: ISO 4217 code of the currency.
//   date: When it was announced or done.

MATCH (o:Organization) WHERE $organization IN o.names
MATCH (o)-[r:INVESTED_IN|ACQUIRED|OWNS|PART_OF]-(:Organization)
WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b
RETURN a.name AS organization, type(r) AS relation, b.name AS other, r.amount AS amount, r.currency AS currency,
       r.date AS date
ORDER BY relation, date, organization, other, r.id LIMIT $limit
