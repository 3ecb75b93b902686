"""The pipeline board: columns of cards that are dragged, moved by key, and opened."""
