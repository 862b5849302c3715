"""The imported bookkeeping (bokföring): immutable snapshots and their stored balances."""
