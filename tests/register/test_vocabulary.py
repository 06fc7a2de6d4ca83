"""Every spelling means one thing; nothing means its opposite."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from grm_data.language.files import languages, tables
from grm_data.register.fields import CHANNELS, TYPES, Field
from grm_data.register.folding import fold, tidy
from grm_data.register.headings import fields_of_heading, heading_spellings
from grm_data.register.sensitive_words import has_sensitive_word
from grm_data.register.vocabulary import (
    STATUSES,
    Status,
    is_known_value,
    nearest_spelling,
    offered_status,
    value_code,
)
from grm_data.speech import load

SPELLINGS = Path(__file__).parents[2] / "grm_data" / "register" / "spellings"
VALUES = tomllib.loads((SPELLINGS / "values.toml").read_text("utf-8"))

HEADINGS_OF_THE_REPORT = {
    "No.": Field.REGISTERED_NO,
    "Date received": Field.RECEIVED_ON,
    "Registered No.": Field.REGISTERED_NO,
    "Channel": Field.CHANNEL,
    "Summary of issue": Field.ISSUE,
    "Summary of actions taken": Field.ACTION,
}

HEADINGS_SEEN = [
    ("Date_reception", Field.RECEIVED_ON), ("Libelle_plainte", Field.ISSUE), ("Sexe", Field.SEX),
    ("Statut_traitement", Field.STATUS), ("Date_cloture_plainte", Field.CLOSED_ON), ("Nb_jour", Field.REPORTED_WORKING_DAYS),
    ("Telephone_1", Field.PHONE), ("Plaignant_(si_anonyme_preciser)", Field.NAME), ("Type_depot", Field.CHANNEL),
    ("date resolved", Field.RESOLVED_ON), ("how reported", Field.CHANNEL), ("complainers", Field.NAME),
    ("tracking_code", Field.REGISTERED_NO), ("intake_date", Field.RECEIVED_ON), ("GrievanceID", Field.REGISTERED_NO),
    ("Fecha de recepción de la queja", Field.RECEIVED_ON), ("FECHA DE RESOLUCION", Field.RESOLVED_ON),
    ("Medio utilizado para la queja", Field.CHANNEL), ("Estado", Field.STATUS), ("№", Field.REGISTERED_NO), ("N°", Field.REGISTERED_NO),
    ("Дата поступления", Field.RECEIVED_ON), ("ФИО заявителя", Field.NAME), ("Содержание жалобы", Field.ISSUE),
    ("Бүртгэгдсэн огноо", Field.RECEIVED_ON), ("Шийдвэрлэсэн огноо", Field.RESOLVED_ON), ("Төлөв", Field.STATUS),
    ("Бvртгэгдсэн огноо".replace("v", "ї"), Field.RECEIVED_ON), ("Утас", Field.PHONE), ("Control #", Field.REGISTERED_NO),
    ("Received Date", Field.RECEIVED_ON), ("  DATE   RECEIVED ", Field.RECEIVED_ON), ("Channel (email, phone …)", Field.CHANNEL),
    ("Accusé de réception", Field.ACKNOWLEDGED_ON), ("Jours ouvrables au registre", Field.REPORTED_WORKING_DAYS),
    ("Transmise à", Field.ESCALATED_TO), ("Liée aux bénéfices", Field.BENEFIT_RELATED), ("N° d'identité", Field.ID_NUMBER),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "field"), [*HEADINGS_OF_THE_REPORT.items(), *HEADINGS_SEEN])
def test_a_heading_of_a_real_register_means_its_field(heading: str, field: Field) -> None:
    assert list(fields_of_heading(heading)) == [field]


@pytest.mark.parametrize("field", list(Field))
def test_every_spelling_of_a_heading_means_its_field(field: Field) -> None:
    for spelling in heading_spellings(field):
        if field is not Field.PERIOD_LABEL:
            assert field in fields_of_heading(spelling), spelling


def test_few_headings_have_several_meanings_and_the_cells_decide() -> None:
    several = {
        fold(spelling)
        for field in Field
        if field is not Field.PERIOD_LABEL
        for spelling in heading_spellings(field)
        if len(fields_of_heading(spelling)) > 1
    }
    assert several == {"type", "level", "result", "results"}


@pytest.mark.parametrize(
    "heading", ["", "Remarkable", "Date of incident", "Assigned staff", "Date", "Unrelated"]
)
def test_a_heading_that_is_no_field_stays_unknown(heading: str) -> None:
    assert not fields_of_heading(heading)


@pytest.mark.parametrize("kind", ["status", "channel", "type"])
def test_every_spelling_of_a_value_means_its_code(kind: str) -> None:
    allowed = {"status": STATUSES, "channel": CHANNELS, "type": TYPES}[kind]
    for code, spellings in VALUES[kind].items():
        assert code in allowed
        assert value_code(kind, code) == code
        for spelling in spellings:
            assert value_code(kind, spelling) == code, spelling


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Not resolved", "resolving"), ("Unresolved", "resolving"), ("UN-ASSIGNED", "resolving"), ("Closed", "resolved"),
        ("resolved ", "resolved"), ("Unrelated", "unrelated"), ("Achevé", "resolved"), ("CERRADA", "resolved"),
        ("Шийдвэрлэгдсэн", "resolved"), ("Шийдвэрлэж байна", "resolving"), ("En cours", "resolving"),
        ("Hors projet", "unrelated"), ("Sans lien avec le projet", "unrelated"), ("Sans rapport avec le projet", "unrelated"),
    ],
)  # fmt: skip
def test_a_status_word_means_what_it_says(word: str, code: str) -> None:
    assert value_code("status", word) == code


@pytest.mark.parametrize(
    "word", ["Related", "Rejected", "Withdrawn", "Not admissible", "Perdu de vue", "Re-Opened", "NA"]
)
def test_a_word_that_would_change_the_ratio_is_never_applied(word: str) -> None:
    assert value_code("status", word) is None


@pytest.mark.parametrize(
    "word", ["Rejected", "withdrawn", "Not admissible", "Grief non recevable", "Closed–no basis"]
)
def test_rejected_and_its_like_are_offered_as_unrelated(word: str) -> None:
    assert offered_status(word) == Status.UNRELATED
    assert is_known_value("status", word)


def test_lost_and_appealed_are_offered_as_nothing() -> None:
    assert offered_status("Perdu de vue") is None
    assert offered_status("anything") is None


def test_the_nearest_spelling_is_an_offer_of_ours() -> None:
    assert nearest_spelling("status", "Resolvd") == "Resolved"
    assert nearest_spelling("channel", "Facebok page") == "Facebook page"
    assert nearest_spelling("status", "zzz") is None
    assert nearest_spelling("status", "Rejected") is None


def test_addressed_is_resolving_and_resolved() -> None:
    assert [status for status in Status if status.is_addressed] == [Status.RESOLVING, Status.RESOLVED]


@pytest.mark.parametrize(
    "word", ["GBV", "SEA/SH", "Sexual harassment at work", "VBG", "Acoso sexual", "бэлгийн хүчирхийлэл"]
)
def test_sensitive_words_are_found(word: str) -> None:
    assert has_sensitive_word(word)


@pytest.mark.parametrize(
    "word", ["Complaint", "Sea transport", "Violation of contract", "Request", "Grape harvest"]
)
def test_other_words_are_not_sensitive(word: str) -> None:
    assert not has_sensitive_word(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\u0422\u0443\u0440\u0435", "Type"), ("FACEBOOK  page", "facebook page"), ("Résolu", "resolu"), ("Ｓｔａｔｕｓ", "status"),
        ("Project’s website", "projects website"), ("E-mail", "e mail"), ("Бїртгэл", "Бүртгэл"), ("a\u200bb", "ab"),
    ],
)  # fmt: skip
def test_spellings_that_a_person_reads_alike_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_tidy_keeps_letters_and_drops_what_cannot_be_seen() -> None:
    assert tidy("\ufeff Ө\u00a0 Ү\u200b \x07₮ \n x") == "Ө Ү ₮ x"


@pytest.mark.parametrize("language", languages())
def test_every_language_says_how_sums_and_footers_begin(language: str) -> None:
    rows = tables("rows")[language]
    assert rows["total"]
    assert rows["signature"]


WORDS_OF_REGISTERS = ("status", "channel", "type", "sex", "outcome", "satisfaction", "priority")


@pytest.mark.parametrize("language", ["fr"])
def test_the_words_that_a_language_has_for_a_register_are_read_back(language: str) -> None:
    texts = load(language).texts
    told = [
        key.split(".") for key in texts if key.startswith(tuple(f"{kind}." for kind in WORDS_OF_REGISTERS))
    ]
    lost = [(kind, code) for kind, code in told if value_code(kind, texts[f"{kind}.{code}"]) != code]
    assert lost == [("status", Status.UNRECOGNISED)]
    fields = [field for field in Field if f"field.{field}" in texts]
    assert [
        field for field in fields if next(iter(fields_of_heading(texts[f"field.{field}"])), None) != field
    ] == []
