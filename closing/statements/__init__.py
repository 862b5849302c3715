"""Questions over the books: accounts, account analysis, vouchers, income statement, balance sheet."""
