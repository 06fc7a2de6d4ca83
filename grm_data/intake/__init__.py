"""Bytes → Register: the only place where personal data exists. The door is ``grm_data.intake.opening``."""
