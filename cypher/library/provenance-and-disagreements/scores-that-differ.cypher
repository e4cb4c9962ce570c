// name: scores-that-differ
// title: Different scores of one model on one benchmark
// group: provenance and disagreements
// questions:
//   - Which models have different scores on MMLU?
//   - Disagreeing results on MMLU
//   - Do the sources agree about MMLU scores?
// parameters:
//   benchmark:
//     type: text
//     example: MMLU
//     about: Any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   model: The model.
//   benchmark: The benchmark.
//   metric: What the scores count.
//   scores: The scores, lowest first.
//   spread: The highest less the lowest.

MATCH (b:Benchmark) WHERE $benchmark IN b.names
MATCH (m:Model)-[r:EVALUATED_ON]->(b) WHERE r.score IS NOT NULL
WITH m, b, r.metric AS metric, count(DISTINCT r.score) AS many, min(r.score) AS lowest, max(r.score) AS highest
WHERE many > 1
RETURN m.name AS model, b.name AS benchmark, metric,
       COLLECT { MATCH (m)-[r:EVALUATED_ON]->(b)
                 WHERE r.score IS NOT NULL AND coalesce(r.metric, '') = coalesce(metric, '')
                 RETURN DISTINCT r.score AS score ORDER BY score } AS scores,
       round(highest - lowest, 6) AS spread
ORDER BY spread DESC, model, benchmark, metric, m.id, b.id LIMIT $limit
