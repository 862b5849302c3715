"""Tests of the client of Fortnox."""
