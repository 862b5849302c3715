"""Tests of the appendices slice."""
