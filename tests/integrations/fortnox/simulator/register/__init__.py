"""Tests of the simulator's registers."""
