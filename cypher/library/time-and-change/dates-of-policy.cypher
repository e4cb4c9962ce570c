// name: dates-of-policy
// title: When a policy was introduced, enacted and took effect
// group: time and change
// questions:
//   - When did the October 2022 chip rule take effect?
//   - Timeline of the October 2022 chip rule
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
//   date: The date.
//   event: Whether it was introduced, enacted or took effect.
//   policy: The policy.
//   policy_id: Its id.

MATCH (p:Policy) WHERE p.id = $policy OR $policy IN p.names
WITH p, [['introduced', p.introduced], ['enacted', p.enacted]]
        + [d IN coalesce(p.effective, []) | ['effective', d]] AS events
UNWIND events AS pair
WITH p, pair[0] AS event, pair[1] AS date WHERE date IS NOT NULL
WITH DISTINCT p, event, date
RETURN date, event, p.name AS policy, p.id AS policy_id
ORDER BY date, event, p.id LIMIT $limit
