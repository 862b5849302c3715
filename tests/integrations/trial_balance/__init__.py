"""Tests of the data source trial_balance."""
