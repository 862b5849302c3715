"""People who sign in: the account, its language, its second factor."""
