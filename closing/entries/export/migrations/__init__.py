"""Migrations of the export of closing entries."""
