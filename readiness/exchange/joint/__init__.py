"""Joint inquiries of many bodies: what is asked once, the book, and its way back (共同照会)."""
