"""The start guide (startguide): four steps that set up a client company."""
