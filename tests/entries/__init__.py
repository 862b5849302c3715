"""Tests of closing entries."""
