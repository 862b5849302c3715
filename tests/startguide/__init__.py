"""Tests of startguide."""
