"""The connection to a company in Fortnox: authorised once, its tokens kept and renewed, ended in time."""
