"""Check, rate and consolidate a Getting to Good plan kept in Excel.

Importing this package imports nothing else: a click must not pay for what it does not use.
"""

__version__ = "0.1.0"
