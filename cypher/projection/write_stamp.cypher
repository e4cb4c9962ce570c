MERGE (n:_Sextant {id: 'sextant'}) SET n.home = $home, n.change = $change, n.ontology = $ontology, n.product = $product, n.building = $building, n.nodes = $nodes, n.edges = $edges
