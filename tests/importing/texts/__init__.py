"""Words of importing."""
