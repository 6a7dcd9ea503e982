"""The 40 steps of the national procedure. What bodies report is their own account: everything here is 要確認."""
