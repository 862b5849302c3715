"""Tests of files attached to closing entries."""
