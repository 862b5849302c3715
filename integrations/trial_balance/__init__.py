"""Råbalans: the balances of a fiscal year from an Excel workbook or a CSV file."""
