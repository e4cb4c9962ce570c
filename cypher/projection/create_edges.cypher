UNWIND $rows AS row MATCH (a:{start} {id: row.start}) MATCH (b:{end} {id: row.end}) CREATE (a)-[r:{type}]->(b) SET r = row.properties
