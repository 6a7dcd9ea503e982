"""What carries a migration besides systems: work, effect, rehearsals, people (業務量・効果・移行判定・体制).

Pure readings of the optional records of these matters beside the situation and the plan. A body that keeps none of them
gets empty results, never a question.
"""
