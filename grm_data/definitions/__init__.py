"""What every number means: one table of figures, from which pages and documents are told."""

from grm_data.definitions.definition import Definition, How, Split, meaning_of, phrase_of
from grm_data.definitions.table import DEFINITIONS, PAGES

__all__ = ["DEFINITIONS", "PAGES", "Definition", "How", "Split", "meaning_of", "phrase_of"]
