// name: benchmarks-by-models
// title: Benchmarks by how many models were scored on them
// group: landscape counts
// questions:
//   - Which benchmarks are used most?
//   - Most popular benchmarks
//   - Benchmarks by number of models
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   benchmark: The benchmark.
//   models: How many models have a score on it.

MATCH (m:Model)-[:EVALUATED_ON]->(b:Benchmark)
WITH b, count(DISTINCT m) AS models
RETURN b.name AS benchmark, models
ORDER BY models DESC, benchmark, b.id LIMIT $limit
