// name: figures-over-time
// title: A figure of a thing over time
// group: time and change
// questions:
//   - How has China's share of downloads developed?
//   - Download share of China over time
//   - The history of a figure
// parameters:
//   thing:
//     type: text
//     example: China
//     about: Any name of what is measured.
//   metric:
//     type: text
//     default: download_share
//     about: What is measured, as the ontology names it.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   as_of: The date the value is for.
//   value: The value.
//   unit: Its unit.
//   window: The time it was counted over.
//   scope: What was counted.
//   definition: How it was counted.
//   source: Who says so.

MATCH (n) WHERE $thing IN n.names
MATCH (n)<-[r:OF]-(v:Measurement) WHERE v.metric = $metric
RETURN v.as_of AS as_of, v.value AS value, v.unit AS unit, v.window AS window, v.scope AS scope,
       v.definition AS definition, r.source AS source
ORDER BY as_of, value, v.id LIMIT $limit
