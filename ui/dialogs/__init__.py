"""Dialogs: one task each, over the window."""
