"""Vendors' own lists of functions (対応表: ID × ◎○△×, in any layout) → claims that every body may use."""
