// name: restricted-inputs
// title: Inputs of chip making under export controls, and who provides them
// group: policies and exposure
// questions:
//   - Which chip-making tools are under export controls?
//   - Restricted inputs and their providers
//   - Who supplies controlled semiconductor equipment?
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   input: What chip making needs.
//   policies: The policies that restrict it.
//   organizations: The organizations that provide it.
//   countries: The countries that provide it.

MATCH (:Policy)-[:RESTRICTS]->(i:SupplyInput)
WITH DISTINCT i
RETURN i.name AS input,
       COLLECT { MATCH (i)<-[:RESTRICTS]-(p:Policy) RETURN DISTINCT p.name AS name ORDER BY name } AS policies,
       COLLECT { MATCH (i)<-[:PROVIDES]-(o:Organization)
                 RETURN DISTINCT o.name AS name ORDER BY name } AS organizations,
       COLLECT { MATCH (i)<-[:PROVIDES]-(c:Country) RETURN DISTINCT c.name AS name ORDER BY name } AS countries
ORDER BY input, i.id LIMIT $limit
