"""A PDF is set in the guarded process: what it takes is limited there, and none of it stays with who asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from grm_data.errors import GrmError
from grm_data.report import ReportModel, rendered
from grm_data.report.fonts import FOLDER
from grm_data.typesetting import document


def test_a_pdf_that_needs_more_memory_than_it_may_take_is_refused_in_one_sentence(
    model: ReportModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRM_READ_MEMORY_MB", "4")
    with pytest.raises(GrmError) as refused:
        rendered(model, "pdf")
    assert refused.value.key == "document-too-big"
    monkeypatch.delenv("GRM_READ_MEMORY_MB")
    assert rendered(model, "pdf").startswith(b"%PDF")


def test_a_mistake_in_a_template_says_nothing_of_its_values(tmp_path: Path) -> None:
    template = tmp_path / "wrong.typ"
    template.write_text('#set document(title: "t")\n#panic(sys.inputs.values)', "utf-8")
    with pytest.raises(GrmError) as refused:
        document(template, FOLDER, "values", "Bat Dorj")
    assert refused.value.key == "document-not-made"
    assert "Bat" not in str(refused.value)
