"""The standard in words: what `spec list`, `show`, `import` and `diff` print."""
