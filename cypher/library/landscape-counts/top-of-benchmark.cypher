// name: top-of-benchmark
// title: The best scores on a benchmark
// group: landscape counts
// questions:
//   - Which models score highest on MMLU?
//   - Leaderboard of MMLU
//   - Best results on MMLU
// parameters:
//   benchmark:
//     type: text
//     example: MMLU
//     about: Any of its names.
//   metric:
//     type: text
//     optional: true
//     example: accuracy
//     about: Only scores that count this; scores of different metrics do not compare.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   model: The model.
//   score: Its score, in the unit of the metric.
//   metric: What the score counts.
//   config: The configuration that was used.
//   source: Who says so.

MATCH (b:Benchmark) WHERE $benchmark IN b.names
MATCH (m:Model)-[r:EVALUATED_ON]->(b) WHERE r.score IS NOT NULL AND ($metric IS NULL OR r.metric = $metric)
RETURN m.name AS model, r.score AS score, r.metric AS metric, r.config AS config, r.source AS source
ORDER BY score DESC, model, metric, config, r.id LIMIT $limit
