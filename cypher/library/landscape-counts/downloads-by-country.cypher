// name: downloads-by-country
// title: Downloads by country of the publisher, and what share of all that is, by two counts
// group: landscape counts
// questions:
//   - How many downloads do the models of each country have?
//   - Share of downloads by country of the publisher
// parameters:
//   metric:
//     type: text
//     default: downloads
//     example: downloads
//     about: What is summed, as the ontology names it.
//   country:
//     type: text
//     optional: true
//     example: China
//     about: Only this country; its id or any of its names.
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
//   percent_of_all: Their share in percent of all figures of that date and definition, those of publishers without a country too.
//   percent_of_known: Their share in percent of the figures whose publisher has a country.

MATCH (v:Measurement)-[:OF]->(n) WHERE v.metric = $metric
WITH DISTINCT v, CASE WHEN n:Country OR EXISTS { (n)-[:BASED_IN]->(:Country) } THEN v.value ELSE 0 END AS placed
WITH v.as_of AS as_of, v.definition AS definition, sum(v.value) AS whole, sum(placed) AS known
MATCH (w:Measurement)-[:OF]->(p) WHERE w.metric = $metric AND coalesce(w.as_of, '') = coalesce(as_of, '')
  AND coalesce(w.definition, '') = coalesce(definition, '')
MATCH (p)-[:BASED_IN*0..1]->(c:Country) WHERE $country IS NULL OR c.id = $country OR $country IN c.names
WITH DISTINCT c, as_of, definition, whole, known, w, p
WITH c, as_of, definition, whole, known, count(DISTINCT p) AS publishers, sum(w.value) AS total
RETURN c.name AS country, as_of, definition, publishers, total, round(100.0 * total / whole, 1) AS percent_of_all,
       round(100.0 * total / known, 1) AS percent_of_known
ORDER BY coalesce(as_of, '') DESC, total DESC, country, definition, c.id LIMIT $limit
