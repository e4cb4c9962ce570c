// name: scores-of-model
// title: The scores of one model, the benchmarks that most documents name first
// group: models and lineage
// questions:
//   - What are the scores of Mistral-7B-v0.1?
//   - Benchmark results of Mistral-7B-v0.1
// parameters:
//   model:
//     type: text
//     example: Mistral-7B-v0.1
//     about: Its id or any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   benchmark: The benchmark.
//   benchmark_id: Its id.
//   metric: What the score counts.
//   score: The score; several of one metric give several rows.
//   model_id: The model's id.

MATCH (m:Model) WHERE m.id = $model OR $model IN m.names
WITH m
MATCH (m)-[r:EVALUATED_ON]->(b) WHERE r.score IS NOT NULL
WITH DISTINCT m, b, r.metric AS metric, r.score AS score
RETURN b.name AS benchmark, b.id AS benchmark_id, metric, score, m.id AS model_id
ORDER BY coalesce(b.sources, 0) DESC, benchmark, coalesce(metric, ''), score DESC, m.id, b.id LIMIT $limit
