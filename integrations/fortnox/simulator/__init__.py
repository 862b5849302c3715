"""A Fortnox of our own: a process with its own storage that answers as Fortnox does, for tests and for the demo.

It shares nothing with the product but the SIE library: what the product asks over HTTP is all it sees.
"""
