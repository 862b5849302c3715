"""SIE1-fil: year balances without vouchers, as a file of type 1, 2 or 3."""
