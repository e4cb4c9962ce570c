// The one node that says which home a graph belongs to and which change it holds.
CREATE CONSTRAINT _Sextant_id IF NOT EXISTS FOR (n:_Sextant) REQUIRE n.id IS UNIQUE;
