MATCH (n:_Sextant {id: 'sextant'}) RETURN n.home AS home, n.change AS change, n.ontology AS ontology, n.product AS product, n.building AS building, n.nodes AS nodes, n.edges AS edges
