"""LibreOffice in Excel's place: the one reader, calculator and macro runner there is on Linux.

Nothing here passes by not running. Where a program or the Python bridge is missing, `OfficeMissing`
names the package to install.
"""
