"""The people of an agency: invited, signing in, with a second factor, in a role, leaving."""
