"""Tests of the pages of an export."""
