// name: downloads-by-country
// title: Downloads by country, as far as the country of the publisher is known
// group: landscape counts
// questions:
//   - How many downloads do the models of each country have?
//   - Downloads by country of the publisher
// parameters:
//   metric:
//     type: text
//     default: downloads
//     example: download_share
//     about: What is summed, as the ontology names it.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   country: Where the publisher is based; one based in several countries counts in each.
//   as_of: The date the figures are for.
//   definition: How each figure was counted.
//   publishers: How many publishers have such a figure.
//   total: The sum of their figures.

MATCH (v:Measurement) WHERE v.metric = $metric
MATCH (v)-[:OF]->(n)
MATCH (n)-[:BASED_IN*0..1]->(c:Country)
WITH c, v.as_of AS as_of, v.definition AS definition, count(DISTINCT n) AS publishers, sum(v.value) AS total
RETURN c.name AS country, as_of, definition, publishers, total
ORDER BY coalesce(as_of, '') DESC, total DESC, country, definition, c.id LIMIT $limit
