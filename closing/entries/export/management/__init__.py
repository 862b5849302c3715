"""Commands of the export of closing entries."""
