// name: exposure-of-country
// title: Restricted chips on which the models of a country were trained
// group: policies and exposure
// questions:
//   - Which restricted chips were models from China trained on?
//   - Exposure of China to export controls on chips
// parameters:
//   country:
//     type: text
//     example: China
//     about: The country's id or any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   chip: A chip that a policy restricts; its variants count with it.
//   chip_id: Its id.
//   models: How many models of the country were trained on it.
//   developers: How many developers based there they have.
//   policies: How many policies restrict it.

MATCH (c:Country) WHERE c.id = $country OR $country IN c.names
MATCH (o:Organization)-[:BASED_IN]->(c)
MATCH (o)-[:DEVELOPED]->(m:Model)
MATCH (m)-[:TRAINED_WITH]->(:Chip)-[:VARIANT_OF*0..3]->(x:Chip)
MATCH (p:Policy)-[:RESTRICTS]->(x)
WITH x, count(DISTINCT m) AS models, count(DISTINCT o) AS developers, count(DISTINCT p) AS policies
RETURN x.name AS chip, x.id AS chip_id, models, developers, policies
ORDER BY models DESC, chip, x.id LIMIT $limit
