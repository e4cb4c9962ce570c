// name: policy-profile
// title: What a policy is, and where it stands
// group: policies and exposure
// questions:
//   - What is the October 2022 chip rule?
//   - Status and dates of the October 2022 chip rule
// parameters:
//   policy:
//     type: text
//     example: October 2022 chip rule
//     about: Its id or any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   policy: The policy.
//   policy_id: Its id.
//   official_name: Its official title.
//   identifier: Its number.
//   kind: What kind of policy it is.
//   status: Where it stands.
//   introduced: When it was first proposed.
//   enacted: When it was adopted in its final form.
//   applies_to: To whom it applies.
//   tags: What it is about.
//   summary: What it says, in the words of a source.

MATCH (p:Policy) WHERE p.id = $policy OR $policy IN p.names
RETURN p.name AS policy, p.id AS policy_id, p.official_name AS official_name, p.identifier AS identifier,
       p.kind AS kind, p.status AS status, p.introduced AS introduced, p.enacted AS enacted,
       p.applies_to AS applies_to, p.tags AS tags, p.summary AS summary
ORDER BY p.statements DESC, policy, p.id LIMIT $limit
