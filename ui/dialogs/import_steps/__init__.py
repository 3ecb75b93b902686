"""The steps of an import: choose a file, match its columns, review, import."""
