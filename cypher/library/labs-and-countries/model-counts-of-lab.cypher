// name: model-counts-of-lab
// title: How many models of a lab are on record, and what is known of them
// group: labs and countries
// questions:
//   - How many models has DeepSeek released?
//   - How much is known of the models of DeepSeek?
//   - Models of DeepSeek with and without a licence, in numbers
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
//   models: How many models it or a part of it developed or published.
//   dated: Of these, how many have a release date.
//   sized: How many have a number of parameters.
//   computed: How many have an amount of training compute.
//   licensed: How many have a licence.
//   undated: How many have no release date.
//   unsized: How many have no number of parameters.
//   uncomputed: How many have no amount of training compute.
//   unlicensed: How many have no licence.
//   hosted: How many have a repository on the Hugging Face Hub.
//   first: The earliest release date.
//   last: The latest release date.

MATCH (whole:Organization) WHERE whole.id = $lab OR $lab IN whole.names
MATCH (o:Organization)-[:PART_OF*0..3]->(whole)
MATCH (o)-[:DEVELOPED]->(m:Model)
WITH DISTINCT m
WITH m, CASE WHEN EXISTS { (m)-[:LICENSED_UNDER]->(:License) } THEN 1 ELSE 0 END AS licence
WITH count(m) AS models, count(m.released) AS dated, count(m.parameters) AS sized,
     count(m.training_compute_flop) AS computed, sum(licence) AS licensed, sum(CASE WHEN left(m.id, 3) = 'hf:' THEN 1 ELSE 0 END) AS hosted,
     min(m.released) AS first, max(m.released) AS last
WHERE models > 0
RETURN models, dated, sized, computed, licensed, models - dated AS undated, models - sized AS unsized,
       models - computed AS uncomputed, models - licensed AS unlicensed, hosted, first, last
ORDER BY models DESC LIMIT $limit
