// name: figures-of
// title: All figures of a thing, with how each was counted
// group: landscape counts
// questions:
//   - Which figures are there on China?
//   - Downloads, shares and other figures of China
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
//   thing_id: Its id.
//   measurement_id: The id of the figure.
//   metric: What is measured.
//   value: The figure.
//   unit: Its unit.
//   as_of: The date it is for.
//   window: The time it was counted over.
//   scope: What was counted.
//   definition: How it was counted.

MATCH (n) WHERE n.id = $thing OR $thing IN n.names
MATCH (n)<-[:OF]-(v:Measurement)
RETURN n.name AS thing, n.id AS thing_id, v.id AS measurement_id, v.metric AS metric, v.value AS value,
       v.unit AS unit, v.as_of AS as_of, v.window AS window, v.scope AS scope, v.definition AS definition
ORDER BY coalesce(as_of, '') DESC, metric, value DESC, v.id LIMIT $limit
