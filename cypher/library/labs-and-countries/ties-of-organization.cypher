// name: ties-of-organization
// title: Who owns, funds, buys or works with an organization
// group: labs and countries
// questions:
//   - Who owns DeepSeek?
//   - Owners, investors and partners of DeepSeek
//   - Which companies is DeepSeek tied to?
// parameters:
//   organization:
//     type: text
//     example: DeepSeek
//     about: Its id or any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   one: Who invested, bought, owns, is a part, or partnered.
//   one_id: Its id.
//   relation: INVESTED_IN, ACQUIRED, OWNS, PART_OF or PARTNERED_WITH.
//   other: In whom, whom, of whom or with whom.
//   other_id: Its id.
//   amount: How much money, in the currency.
//   currency: ISO 4217 code of the currency.
//   date: When it was announced or done.

MATCH (o:Organization) WHERE o.id = $organization OR $organization IN o.names
MATCH (o)-[r:INVESTED_IN|ACQUIRED|OWNS|PART_OF|PARTNERED_WITH]-(:Organization)
WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b
RETURN a.name AS one, a.id AS one_id, type(r) AS relation, b.name AS other, b.id AS other_id, r.amount AS amount,
       r.currency AS currency, r.date AS date
ORDER BY relation, coalesce(date, ''), one, other, r.id LIMIT $limit
