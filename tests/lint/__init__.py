"""What makes Excel offer to repair a workbook, drop its ribbon tab, or show #NAME?.

Only Excel itself says that a workbook is sound, and there is none on Linux. These rules know the
faults that a builder of workbooks makes; a fault that is not on their list passes. `lint` in
`xlsx_lint.py` runs them all.
"""
