"""Balances in a table."""
