"""The demo: an agency with a few companies, and the files to try the product with."""
