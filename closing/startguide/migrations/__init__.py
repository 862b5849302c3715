"""Migrations of startguide."""
