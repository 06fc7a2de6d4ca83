"""ReportModel → Word, from a template that staff can restyle in Word; one that isn't ours runs guarded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from grm_data.errors import GrmError
from grm_data.files import NotAFile, read_file
from grm_data.guarded import Job, run
from grm_data.report.blocks import plain_pages, plain_values
from grm_data.report.model import ReportModel
from grm_data.report.pdf import TEMPLATES, chart_picture
from grm_data.report.sections import SECTIONS
from grm_data.report.word import MEGABYTES, word_document
from grm_data.speech import DEFAULT_LANGUAGE

__all__ = ["CHARTS", "TEMPLATE", "docx_bytes", "template_values"]

TEMPLATE = TEMPLATES / "half_yearly.docx"
CHARTS = ("received", "working_days")
"""The names of the template's pictures begin with ``chart-``; the rest is one of these."""

_RENDER = Job(
    "grm_data.report.word:render",
    GrmError,
    too_long="report-template-too-much",
    too_big="report-template-too-much",
    damaged="report-template-not-docx",
    texts={"field": 120, "near": 200, "what": 120},
)


def docx_bytes(model: ReportModel, template: Path | None = None) -> bytes:
    """The report as a Word document; GrmError says in one sentence what is wrong with a template."""
    values, pages = template_values(model), plain_pages(model.sections)
    pictures = {chart.name: chart_picture(chart) for chart in model.charts}
    pictures |= {"logo": model.logo} if model.logo else {}
    properties = {"title": f"{model.title}. {model.subtitle}", "subject": model.footer}
    if model.language != DEFAULT_LANGUAGE:
        properties["language"] = model.language
    if template is None:
        return word_document(TEMPLATE.read_bytes(), values, properties, pages, pictures)
    arguments = {"values": values, "properties": properties, "pages": pages, "pictures": list(pictures)}
    return bytes(run(_RENDER, arguments, [_content(template), *pictures.values()]).blobs[0])


def template_values(model: ReportModel) -> dict[str, Any]:
    """What a template may name: the model's fields as plain values, lines of a cell as one text.

    ``body`` and ``sections`` are filled where they stand.
    """
    values: dict[str, Any] = plain_values(model, without=("records", "sections", "logo"))
    charts = {chart["name"]: chart for chart in values["charts"]}
    values |= {"body": "", "sections": dict.fromkeys(SECTIONS, "")}
    values["charts"] = {name: charts.get(name) for name in CHARTS}
    for case in (*values["addressed"], *values["carried_over"]):
        case["outcome"] = "\n".join(case["outcome"])
    for period in values["received"]:
        for line in period["lines"]:
            line["lines"] = "\n".join(line["lines"])
    return values


def _content(template: Path) -> bytes:
    try:
        content = read_file(template, MEGABYTES * 2**20)
    except NotAFile:
        raise GrmError("no-file", path=template) from None
    except (OSError, ValueError):
        raise GrmError("report-template-missing", path=template) from None
    if len(content) > MEGABYTES * 2**20:
        raise GrmError("report-template-too-large", limit=MEGABYTES)
    return content
