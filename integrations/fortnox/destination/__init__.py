"""Fortnox as a destination of closing entries."""
