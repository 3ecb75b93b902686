"""The SalesDesk window: everything with a Q in it."""
