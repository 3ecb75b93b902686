"""The parts of the editor of scoring rules."""
