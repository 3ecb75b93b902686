"""The parts that the pages of a lead and of an opportunity share."""
