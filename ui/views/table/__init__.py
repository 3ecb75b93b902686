"""Tables of records: header, rows, cells that are edited in place, and the totals below."""
