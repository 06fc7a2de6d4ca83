"""The user's own workbook, given back with its problem cells coloured and commented."""
