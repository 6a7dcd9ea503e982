"""Reading what users typed: YAML with positions, workbooks and CSV behind guards, edits that touch only what changed.

This room imports nothing of ours and holds no sentences: a `SourceProblem` has a code and parameters, and the rooms
above put it into words. Import from the modules (`readiness.sources.yamlfile`, …): this package loads none of them.
"""
