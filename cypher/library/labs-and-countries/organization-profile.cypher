// name: organization-profile
// title: What kind of organization it is, and since when
// group: labs and countries
// questions:
//   - What is DeepSeek?
//   - When was DeepSeek founded?
//   - Kind and founding date of DeepSeek
// parameters:
//   organization:
//     type: text
//     example: DeepSeek
//     about: Its id or any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   organization: The organization.
//   organization_id: Its id.
//   kind: Company, university ...
//   founded: When it was founded.

MATCH (o:Organization) WHERE o.id = $organization OR $organization IN o.names
RETURN o.name AS organization, o.id AS organization_id, o.kind AS kind, o.founded AS founded
ORDER BY o.statements DESC, organization, o.id LIMIT $limit
