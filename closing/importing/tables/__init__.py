"""Balances in a table — a trial balance (råbalans) in Excel or CSV, or typed in — made into a small SIE file.

Shared by the data sources that are given tables; a table is rows of texts, as a spreadsheet shows them.
"""
