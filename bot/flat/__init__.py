"""Tables of records, one row for each posting: groups of rows as figures."""
