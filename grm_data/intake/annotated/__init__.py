"""The user's own workbook, given back with its problem cells coloured and commented.

Nothing is imported here: the marking process starts through this package.
"""
