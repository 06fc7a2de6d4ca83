"""What may identify a person in a text, kind by kind; ``grm_data.intake.privacy`` takes it out.

Every pattern here takes time in proportion to the text, whatever stands in it: runs of letters and digits
are entered at their beginning only, and everything that repeats inside another repetition is bounded.
"""
