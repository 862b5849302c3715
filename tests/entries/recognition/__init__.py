"""Tests of recognising entries in the books."""
