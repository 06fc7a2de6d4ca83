"""Bytes → Register: the only place where personal data exists. The door is ``grm_data.intake.opening``.

Nothing is imported here: the reading process starts through this package and must not load pandas.
"""
