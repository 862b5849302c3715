"""Tags of attached files."""
