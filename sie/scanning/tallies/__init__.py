"""Gathers the figures of a file: sums, months, series, and the vouchers that something is wrong with."""
