"""Tests of what is fetched from Fortnox."""
