"""The login at Fortnox and its tokens: authorisation in the browser, the token endpoint, consents."""
