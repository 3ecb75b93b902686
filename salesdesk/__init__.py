"""SalesDesk without a screen: the rules, the data, files in and out."""
