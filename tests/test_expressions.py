"""Regular expressions that are compiled at their first use."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import walk_packages

import grm_data
from grm_data.expressions import compile_all, expression


def test_each_expression_of_the_package_can_be_compiled() -> None:
    for one in walk_packages(grm_data.__path__, "grm_data."):
        if not one.name.endswith("__main__"):
            import_module(one.name)
    compile_all()


def test_it_finds_and_replaces_as_the_compiled_one() -> None:
    source, text = r"(?P<word>[a-z]+)(\d*)", "one1 Two2"
    for flags in (0, re.IGNORECASE):
        ours, compiled = expression(source, flags), re.compile(source, flags)
        assert (
            [found.groups() for found in ours.finditer(text)] == compiled.findall(text) == ours.findall(text)
        )
        assert ours.sub("-", text) == compiled.sub("-", text)
        assert (ours.fullmatch(text), ours.split(text)) == (None, compiled.split(text))
        assert (ours.pattern, ours.flags) == (compiled.pattern, compiled.flags)
