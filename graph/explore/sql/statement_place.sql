SELECT document, place, first, last FROM statement WHERE id = :id
