"""The open opportunities by close month, and what the quarter may bring."""
