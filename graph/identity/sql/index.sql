CREATE TABLE stamp (name TEXT PRIMARY KEY, value TEXT NOT NULL);
-- All keys met, so that a token of the change log leads to one; makers: who it is, for those that make things.
CREATE TABLE held (key INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, label TEXT NOT NULL, makers TEXT);
CREATE TABLE block (form TEXT NOT NULL, key INTEGER NOT NULL, PRIMARY KEY (form, key)) WITHOUT ROWID;
CREATE INDEX block_key ON block (key);
