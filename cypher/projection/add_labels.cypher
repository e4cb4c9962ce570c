UNWIND $ids AS id MATCH (n:{label} {id: id}) SET n:{labels}
