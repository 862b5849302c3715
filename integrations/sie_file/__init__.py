"""SIE4-fil: complete books with vouchers, as a file."""
