SELECT title, text FROM document WHERE number = :number
