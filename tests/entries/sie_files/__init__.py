"""Tests of closing entries in SIE files."""
