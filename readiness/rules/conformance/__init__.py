"""Rules on claims of conformance against the editions the body has imported."""
