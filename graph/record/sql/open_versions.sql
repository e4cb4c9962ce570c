SELECT address, digest, reader FROM document
WHERE ends IS NULL AND NOT gone AND (
  address = :address
  OR substr(address, 1, length(:below)) = :below
  OR substr(address, 1, length(:inside)) = :inside
)
