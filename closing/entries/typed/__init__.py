"""What a person types into an entry: the form, its rows, the accounts they may name, and what it begins with."""
