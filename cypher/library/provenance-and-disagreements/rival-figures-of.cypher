// name: rival-figures-of
// title: Figures of one thing, metric and date that differ
// group: provenance and disagreements
// questions:
//   - Which figures of China differ by how they were counted?
//   - Conflicting figures on China
// parameters:
//   thing:
//     type: text
//     example: China
//     about: The id or any name of a thing of any type.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   thing: What it is of.
//   measurement_id: The id of the figure.
//   metric: What is measured.
//   value: The figure.
//   unit: Its unit.
//   as_of: The date it is for.
//   definition: How it was counted.

MATCH (n) WHERE n.id = $thing OR $thing IN n.names
MATCH (n)<-[:OF]-(v:Measurement)
WITH n, v.metric AS metric, v.unit AS unit, v.as_of AS as_of, count(DISTINCT v.value) AS many WHERE many > 1
MATCH (n)<-[:OF]-(v:Measurement)
WHERE v.metric = metric AND coalesce(v.unit, '') = coalesce(unit, '') AND coalesce(v.as_of, '') = coalesce(as_of, '')
RETURN n.name AS thing, v.id AS measurement_id, metric, v.value AS value, unit, as_of, v.definition AS definition
ORDER BY coalesce(as_of, '') DESC, metric, value, v.id LIMIT $limit
