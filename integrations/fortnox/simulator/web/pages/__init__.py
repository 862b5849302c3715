"""The pages in the browser: a company's vouchers, series and ledgers, to see what was exported."""
