"""Tests of the demo slice."""
