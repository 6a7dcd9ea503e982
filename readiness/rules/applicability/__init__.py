"""Which areas a body has, by its class; and who runs an affair."""
