"""Tags of profit planning."""
