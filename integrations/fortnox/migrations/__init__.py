"""Migrations of Fortnox."""
