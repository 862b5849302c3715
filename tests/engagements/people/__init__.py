"""Tests of the people of an agency."""
