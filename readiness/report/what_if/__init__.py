"""What-if answers in words and as JSON."""
