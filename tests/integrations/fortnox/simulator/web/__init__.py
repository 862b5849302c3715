"""Tests of what the simulator answers over HTTP."""
