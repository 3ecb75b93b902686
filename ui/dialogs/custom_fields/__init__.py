"""The editor of fields of the rep’s own."""
