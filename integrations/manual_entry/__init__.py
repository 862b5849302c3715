"""Manuell inmatning: balances typed in, or pasted from a spreadsheet, while an engagement is set up."""
