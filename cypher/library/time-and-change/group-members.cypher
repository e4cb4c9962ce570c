// name: group-members
// title: Members of a group on a day
// group: time and change
// questions:
//   - Who was a member of the European Union on a day?
//   - Members of the European Union
//   - Which countries are in the European Union?
// parameters:
//   group:
//     type: text
//     example: European Union
//     about: Its id or any of its names.
//   day:
//     type: date
//     example: 2025-01-01
//     about: The day that is asked about.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   member: The country or organization.
//   since: Since when.
//   until: Until when, where the end is known.
//   member_id: The member's id.
//   group_id: The group's id.

MATCH (g:Group) WHERE g.id = $group OR $group IN g.names
MATCH (c)-[r:MEMBER_OF]->(g)
WHERE coalesce(r.since, '0000') <= $day AND coalesce(r.until, '9999') > $day
RETURN c.name AS member, r.since AS since, r.until AS until, c.id AS member_id, g.id AS group_id
ORDER BY member, since, r.id LIMIT $limit
