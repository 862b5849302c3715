"""Tests of Fortnox as a destination of closing entries."""
