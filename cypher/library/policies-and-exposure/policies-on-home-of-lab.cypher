// name: policies-on-home-of-lab
// title: Policies in force on a day that target the country of an organization
// group: policies and exposure
// questions:
//   - Which policies in force target the country of DeepSeek?
//   - Rules directed at the home country of DeepSeek
// parameters:
//   organization:
//     type: text
//     example: DeepSeek
//     about: Its id or any of its names; the country that most documents name counts.
//   day:
//     type: date
//     example: 2025-03-01
//     about: The day that is asked about.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   policy: The policy.
//   policy_id: Its id.
//   country: The country.
//   country_id: Its id.
//   kind: What kind of policy it is.
//   since: The first day on which a part of it took effect, else when it was adopted.
//   sources: How many documents speak of the policy.

MATCH (o:Organization) WHERE o.id = $organization OR $organization IN o.names
MATCH (o)-[r:BASED_IN]->(c:Country)
WITH c ORDER BY r.sources DESC, c.name LIMIT 1
MATCH (p:Policy)-[:TARGETS]->(c)
WHERE size([d IN coalesce(p.effective, [p.enacted]) WHERE d <= $day]) > 0
  AND NOT coalesce(p.status, '') IN ['proposed', 'defunct']
  AND NOT EXISTS { MATCH (q:Policy)-[:REPEALS]->(p) WHERE q.enacted <= $day }
WITH DISTINCT p, c
RETURN p.name AS policy, p.id AS policy_id, c.name AS country, c.id AS country_id, p.kind AS kind,
       head(coalesce(p.effective, [p.enacted])) AS since, p.sources AS sources
ORDER BY since DESC, policy, p.id LIMIT $limit
