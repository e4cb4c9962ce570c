SELECT value.normal, value.owner, value.property, value.value
FROM json_each(:normals) AS wanted
JOIN value ON value.normal = wanted.value
ORDER BY value.normal, value.owner, value.property, value.value
