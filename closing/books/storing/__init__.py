"""How a file becomes rows: its chart with stored balances, its vouchers, and the quickest way into each database."""
