// name: shares
// title: A share or another figure, side by side
// group: landscape counts
// questions:
//   - What share of downloads does each country have?
//   - Download share by country
//   - Who has how much of the market?
// parameters:
//   metric:
//     type: text
//     default: download_share
//     about: What is measured, as the ontology names it.
//   scope:
//     type: text
//     optional: true
//     example: open models
//     about: Only figures that count this, as the source writes it.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   subject: What the figure is of.
//   label: Its type.
//   value: The figure.
//   unit: Its unit.
//   as_of: The date it is for.
//   window: The time it was counted over.
//   definition: How it was counted.
//   source: Who says so.

MATCH (v:Measurement)-[r:OF]->(n) WHERE v.metric = $metric AND ($scope IS NULL OR v.scope = $scope)
RETURN n.name AS subject, [l IN labels(n) WHERE NOT l IN ['Lab', 'Chipmaker', 'Agency']][0] AS label, v.value AS value,
       v.unit AS unit, v.as_of AS as_of, v.window AS window, v.definition AS definition, r.source AS source
ORDER BY coalesce(as_of, '') DESC, value DESC, subject, v.id LIMIT $limit
