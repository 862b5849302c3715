"""Tests of how a file becomes rows."""
