// name: releases-by-month
// title: Models released by month
// group: time and change
// questions:
//   - How many models were released each month since 2024?
//   - Releases per month
//   - Which month had the most releases?
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
//   month: The month.
//   models: How many models were released in it; those of which the year alone is known are left out.

MATCH (m:Model) WHERE m.released >= $since AND size(m.released) >= 7
WITH left(m.released, 7) AS month, count(m) AS models
RETURN month, models
ORDER BY month LIMIT $limit
