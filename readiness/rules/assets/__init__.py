"""Forms, devices and end-user queries."""
