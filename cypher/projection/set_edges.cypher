UNWIND $rows AS row MATCH (a:{start} {id: row.start})-[r:{type}]->(b:{end} {id: row.end}) WHERE r.id = row.id SET r = row.properties
