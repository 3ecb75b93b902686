"""Adding leads from pasted or dropped text."""
