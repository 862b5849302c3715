"""What answers over HTTP: the server, the login and the tokens, the calls under /3/, the faults and the pages."""
