// name: policy-timeline
// title: What happened to policies, by date
// group: time and change
// questions:
//   - What happened in AI policy since 2024?
//   - Timeline of AI policies
//   - When were AI policies introduced, enacted and applied?
// parameters:
//   since:
//     type: date
//     example: 2024-01-01
//     about: The first day that counts; a date of the year alone counts as its start.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   date: The date.
//   event: Whether the policy was introduced, enacted or took effect.
//   policy: The policy.

MATCH (p:Policy)
WITH p, [['introduced', p.introduced], ['enacted', p.enacted]]
        + [d IN coalesce(p.effective, []) | ['effective', d]] AS events
UNWIND events AS event
WITH p, event[0] AS event, event[1] AS date WHERE date >= $since
WITH DISTINCT p, event, date
RETURN date, event, p.name AS policy
ORDER BY date, policy, event, p.id LIMIT $limit
