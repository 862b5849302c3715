"""Tests of the data source manual_entry."""
