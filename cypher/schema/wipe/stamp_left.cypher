MATCH (n:_Sextant) RETURN 1 AS one LIMIT 1
