SELECT address, digest, documents FROM file
WHERE address = :address OR substr(address, 1, length(:below)) = :below
