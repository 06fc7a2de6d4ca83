"""GRM Monitor: from a grievance register kept in a spreadsheet to figures that can be checked."""

__all__ = ["__version__"]

__version__ = "0.2.0"
"""The program's version: the package, ``--version`` and the report's footer have it from here."""
