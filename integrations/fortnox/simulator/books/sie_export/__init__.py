"""SIE files as Fortnox exports them.

Source: real exports of Fortnox 3.60.16 of the year 2025; SIE-gruppen, "SIE filformat", 4B and 4C.
"""
