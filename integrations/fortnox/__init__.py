"""Fortnox: the connection, the client of its interface, the data source, and a simulator to try it all with."""
