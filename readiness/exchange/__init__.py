"""Books and letters out, and what people send back in.

Out: `questions` are the columns and rows of every question book; `vendor_select` says which points go to whom and
`letter` with what words; `vendor_book`, `division_book`, `joint_book`, `candidates` make the books, `drafts` all those
of one analysis. `plan_book`, `pmo`, `handover` are books of their own.
In: `rows` finds our table on a sheet, `cells` reads one cell, `notes` are the remarks on both; `replies` reads answers,
`cards` product cards, `claims` vendors' own lists, `confirmation` the book of doubts about a ledger.
Both ways: `ledger` is the inventory as a workbook.
"""
