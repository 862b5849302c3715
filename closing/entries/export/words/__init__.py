"""What an export says: its steps, what stopped it, what would keep an entry out, what became of each."""
