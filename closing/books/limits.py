"""Limits of what is stored; nothing here needs Django, so that a reading process need not have it."""

ROWS_PER_SNAPSHOT = 1 << 24
"""Room for the rows of one snapshot; the smallest posting takes 14 bytes, so 100 MB holds at most 7.5 million."""

LONGEST_NUMBER = 40
"""Characters kept of an account number, a voucher series or a voucher number; the standard sets no limit."""
