"""Plain rules of the field: no SQL, no files, no Qt."""
