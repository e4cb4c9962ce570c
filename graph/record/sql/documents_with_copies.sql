SELECT document.number, document.address, document.source, document.kind, document.title, document.url,
       document.publisher, document.published, document.retrieved, document.language, document.begins, document.ends,
       copy.of
FROM document LEFT JOIN copy ON copy.address = document.address
WHERE /*lens*/
ORDER BY document.number
