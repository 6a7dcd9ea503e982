"""The three axes of a system's state: conformance, date, hosting."""
