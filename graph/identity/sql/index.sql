CREATE TABLE stamp (name TEXT PRIMARY KEY, value TEXT NOT NULL);
-- All keys met, so that a token of the change log leads to one. who: the thing that it is, for those
-- that make others.
CREATE TABLE held (key INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, label TEXT NOT NULL, who TEXT);
CREATE TABLE block (form TEXT NOT NULL, key INTEGER NOT NULL, PRIMARY KEY (form, key)) WITHOUT ROWID;
CREATE INDEX block_key ON block (key);
