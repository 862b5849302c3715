"""Tests of the connection to Fortnox."""
