"""What the API answers about the registers."""
