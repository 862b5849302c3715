"""Tests of the SIE library."""
