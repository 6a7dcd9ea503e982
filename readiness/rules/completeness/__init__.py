"""What nobody has found out yet, and what is old."""
