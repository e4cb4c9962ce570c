// What is of a country: what is in it, what it makes law, what its organizations made, own, run and issued.
MATCH (x)-[:BASED_IN|JURISDICTION|LOCATED_IN]->(c:Country) WHERE c.id = $id RETURN x.id AS id
UNION
MATCH (y)<-[:DEVELOPED|ISSUED|MAKES|OWNS|OPERATES]-(x)-[:BASED_IN]->(c:Country) WHERE c.id = $id RETURN y.id AS id
