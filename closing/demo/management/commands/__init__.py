"""Commands of the demo slice."""
