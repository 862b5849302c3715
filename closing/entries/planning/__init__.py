"""Profit planning (resultatplanering): what a year's appropriations, tax and result come to, and the entries they make.

`reckoning` is the pure part; `reading` gathers the figures, `standing` knows the entries made before, `making` writes.
"""
