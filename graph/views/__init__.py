"""Views: the graph projection and the names, each a pure function of the record, stamped and caught up."""
