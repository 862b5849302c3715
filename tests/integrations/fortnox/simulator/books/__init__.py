"""Tests of the books of the simulator."""
