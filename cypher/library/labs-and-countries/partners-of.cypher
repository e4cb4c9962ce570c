// name: partners-of
// title: Partners of an organization
// group: labs and countries
// questions:
//   - Who has partnered with OpenAI?
//   - Partnerships of OpenAI
//   - Which organizations work together with OpenAI?
// parameters:
//   organization:
//     type: text
//     example: OpenAI
//     about: Any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   organization: The organization asked about.
//   partner: The other one.
//   date: When the partnership was announced or began.
//   source: The source of the best witness.
//   quote: Its words.

MATCH (o:Organization) WHERE $organization IN o.names
MATCH (o)-[r:PARTNERED_WITH]-(p:Organization)
RETURN o.name AS organization, p.name AS partner, r.date AS date, r.source AS source, r.quote AS quote
ORDER BY coalesce(date, '') DESC, partner, r.id LIMIT $limit
