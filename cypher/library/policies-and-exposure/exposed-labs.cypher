// name: exposed-labs
// title: Labs of a targeted country that trained on restricted chips
// group: policies and exposure
// questions:
//   - Which Chinese labs trained on chips that are now restricted?
//   - Labs exposed to export controls
//   - Models trained on export-controlled chips
// parameters:
//   country:
//     type: text
//     optional: true
//     example: China
//     about: Only labs that are based there.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   lab: The lab.
//   country: Where it is based; a policy that restricts the chip targets it.
//   chip: The chip.
//   models: Its models that were trained on the chip.
//   policies: The policies.

MATCH (m:Model)-[:TRAINED_WITH]->(x:Chip)<-[:RESTRICTS]-(:Policy)-[:TARGETS]->(c:Country)
WHERE $country IS NULL OR $country IN c.names
MATCH (m)<-[:DEVELOPED]-(l:Organization)-[:BASED_IN]->(c)
WITH DISTINCT l, c, x
RETURN l.name AS lab, c.name AS country, x.name AS chip,
       COLLECT { MATCH (l)-[:DEVELOPED]->(m:Model)-[:TRAINED_WITH]->(x)
                 RETURN DISTINCT m.name AS name ORDER BY name } AS models,
       COLLECT { MATCH (x)<-[:RESTRICTS]-(p:Policy)-[:TARGETS]->(c)
                 RETURN DISTINCT p.name AS name ORDER BY name } AS policies
ORDER BY lab, country, chip, l.id, x.id LIMIT $limit
