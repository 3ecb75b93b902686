"""Filters on screen: the row of chips, and the popover in which one part of a filter is edited."""
