// How many relationships there are of each type.
MATCH ()-[r]->() RETURN type(r) AS name, count(*) AS many
