"""Tests of profit planning."""
