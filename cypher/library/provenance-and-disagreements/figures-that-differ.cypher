// name: figures-that-differ
// title: Figures on one thing that differ by definition or source
// group: provenance and disagreements
// questions:
//   - Where do sources give different download shares?
//   - Conflicting figures for the same thing
//   - Which measurements disagree?
// parameters:
//   metric:
//     type: text
//     default: download_share
//     about: What is measured, as the ontology names it.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   subject: What the figures are of.
//   as_of: The date they are for.
//   unit: Their unit.
//   values: The values, lowest first.
//   definitions: How each was counted.

MATCH (n)<-[:OF]-(v:Measurement) WHERE v.metric = $metric
WITH n, v.as_of AS as_of, v.unit AS unit, count(DISTINCT v.value) AS many WHERE many > 1
RETURN n.name AS subject, as_of, unit,
       COLLECT { MATCH (n)<-[:OF]-(v:Measurement)
                 WHERE v.metric = $metric AND coalesce(v.as_of, '') = coalesce(as_of, '')
                   AND coalesce(v.unit, '') = coalesce(unit, '')
                 RETURN DISTINCT v.value AS value ORDER BY value } AS values,
       COLLECT { MATCH (n)<-[:OF]-(v:Measurement)
                 WHERE v.metric = $metric AND coalesce(v.as_of, '') = coalesce(as_of, '')
                   AND coalesce(v.unit, '') = coalesce(unit, '') AND v.definition IS NOT NULL
                 RETURN DISTINCT v.definition AS definition ORDER BY definition } AS definitions
ORDER BY subject, as_of, unit, n.id LIMIT $limit
