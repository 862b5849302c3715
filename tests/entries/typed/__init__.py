"""Tests of what a person types into an entry."""
