"""The pages of an export: begin it, choose what is sent, follow it, and settle what is uncertain."""
