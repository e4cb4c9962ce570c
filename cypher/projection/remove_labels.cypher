UNWIND $ids AS id MATCH (n:{label} {id: id}) REMOVE n:{labels}
