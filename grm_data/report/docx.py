"""ReportModel → Word by docxtpl, from a template that staff can restyle in Word.

A template is code: it runs in a sandbox that knows the report's fields, loops, conditions and a few
filters, and nothing else. It can call nothing, and no text of a register becomes part of the document's XML.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from docxtpl import DocxTemplate, RichText
from jinja2 import DictLoader, StrictUndefined, TemplateError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from grm_data.errors import GrmError
from grm_data.messages import message
from grm_data.report.markdown import Block
from grm_data.report.model import ReportModel, plain_values
from grm_data.report.pdf import TEMPLATES, chart_picture

__all__ = ["CHARTS", "TEMPLATE", "docx_bytes", "template_values"]

TEMPLATE = TEMPLATES / "half_yearly.docx"
CHARTS = ("received", "working_days")
"""The names of the template's pictures begin with ``chart-``; the rest is one of these."""

_FILTERS = (
    "capitalize",
    "default",
    "e",
    "escape",
    "first",
    "join",
    "last",
    "length",
    "lower",
    "title",
    "trim",
    "upper",
)
_MEGABYTES = 20
_LONGEST_PROPERTY = 255
_NOT_DOCX = (BadZipFile, KeyError, ValueError, SyntaxError, OSError)  # lxml's error is a SyntaxError
_MISTAKES = (TemplateError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_QUOTED = re.compile(r"'([^']*)'")


class _Sandbox(ImmutableSandboxedEnvironment):
    """Fields, loops, conditions and a few filters; no call, no arithmetic, no attribute of Python's own."""

    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, loader=DictLoader({}))
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.globals = {}

    def is_safe_callable(self, obj: object) -> bool:  # noqa: ARG002
        """Nothing may be called."""
        return False

    def call_binop(self, *operation: object) -> object:
        """Nothing may be computed: a template could otherwise fill the memory."""
        raise SecurityError(f"{len(operation)}")

    def unsafe_undefined(self, obj: object, attribute: str) -> Any:  # noqa: ARG002
        """What is refused is refused at once, not only where it is printed."""
        raise SecurityError(attribute)


def docx_bytes(model: ReportModel, template: Path | None = None) -> bytes:
    """The report as a Word document; GrmError says in one sentence what is wrong with a template."""
    document = _open_template(template or TEMPLATE)
    values = template_values(model)
    try:
        document.render(values, _Sandbox(), autoescape=True)
    except SecurityError:
        raise GrmError("report-template-unsafe") from None
    except UndefinedError as error:
        raise _unknown_field(error, values) from None
    except _MISTAKES as error:
        raise GrmError("report-template-syntax", what=_one_line(error)) from None
    document.allow_missing_pics = True  # a template may leave a chart out
    for chart in model.charts:
        document.replace_pic(f"chart-{chart.name}", BytesIO(chart_picture(chart)))
    _set_properties(document, model)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def template_values(model: ReportModel) -> dict[str, Any]:
    """What a template may name: the model's fields as plain values, lines of a cell as one text."""
    values: dict[str, Any] = plain_values(model, without=("records",))
    charts = {chart["name"]: chart for chart in values["charts"]}
    values["charts"] = {name: charts.get(name) for name in CHARTS}
    for case in (*values["addressed"], *values["carried_over"]):
        case["outcome"] = "\n".join(case["outcome"])
    for period in values["received"]:
        for line in period["lines"]:
            line["lines"] = "\n".join(line["lines"])
    for plain, block in zip(values["other"], model.other, strict=True):
        plain["text"] = _rich(block)
    return values


def _rich(block: Block) -> RichText:
    text = RichText()
    for run in block.runs:
        text.add(run.text, bold=run.bold, italic=run.italic)
    return text


def _open_template(path: Path) -> DocxTemplate:
    """The template, after a look at what it would unpack to."""
    try:
        content = path.read_bytes()
    except OSError:
        raise GrmError("report-template-missing", path=path) from None
    try:
        with ZipFile(BytesIO(content)) as parts:
            size = sum(part.file_size for part in parts.infolist())
        if size <= _MEGABYTES * 2**20:
            document = DocxTemplate(BytesIO(content))
            document.init_docx()
            return document
    except _NOT_DOCX:
        raise GrmError("report-template-not-docx") from None
    raise GrmError("report-template-too-large", limit=_MEGABYTES)


def _unknown_field(error: UndefinedError, values: dict[str, Any]) -> GrmError:
    """Which field a template misspells, and which one it may mean."""
    found = _QUOTED.findall(str(error.message))
    field = found[-1] if found else ""
    near = difflib.get_close_matches(field, sorted(set(_names(values))), n=1)
    offer = message("report.did_you_mean", near=near[0]) if near else ""
    return GrmError("report-template-field", field=_one_line(field), near=offer)


def _names(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from _names(one)
    elif isinstance(value, list):
        yield from (name for one in value for name in _names(one))


def _one_line(what: object) -> str:
    return " ".join(str(what).split())[:120]


def _set_properties(document: DocxTemplate, model: ReportModel) -> None:
    properties = document.docx.core_properties
    properties.title = f"{model.title}. {model.subtitle}"[:_LONGEST_PROPERTY]
    properties.subject = model.footer[:_LONGEST_PROPERTY]
