"""Ledgers that nobody made for us → sections of an inventory, each value with its place and its doubts (読み取り)."""
