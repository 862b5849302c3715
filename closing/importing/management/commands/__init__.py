"""Commands of the importing slice."""
