"""Dialogs that lead through several steps."""
