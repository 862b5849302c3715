"""Tests of the pure part of profit planning."""
