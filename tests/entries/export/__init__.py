"""Tests of the export of closing entries."""
