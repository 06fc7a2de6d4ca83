"""The column doctor: what each column was taken for, by which evidence, and one choice to settle it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

import pandas as pd
import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.blocks.mapping import use
from grm_dashboard.session.drafts import Work
from grm_dashboard.session.steps import missing_fields, open_columns
from grm_data.figures.labels import label
from grm_data.intake.opening import ColumnFact, Preview
from grm_data.messages import joined, message
from grm_data.register.folding import fold
from grm_data.register.places import column_letters
from grm_data.register.register import SheetState
from grm_data.settings import COLUMN_FIELDS, Settings

__all__ = ["columns", "doctor", "first_rows", "missing", "sheets"]

_UNUSED = ""
_NOWHERE = "-"


def doctor(work: Work) -> None:
    """Step 2: the columns that are open; behind a click, every column, the sheets and their headings."""
    places = {fact.column for fact in open_columns(work)}
    if work.draft is not None and not places and not missing_fields(work):
        st.success(message("doctor.settled"), icon=":material/task_alt:")
    if places:
        st.markdown(message("doctor.open", n=len(places)))
        columns(work, places)
    missing(work)
    sheets(work)
    with st.expander(message("doctor.every"), expanded=work.draft is None):
        columns(work, {fact.column for fact in work.columns} - places)
        first_rows(work)


def columns(work: Work, places: Collection[int] | None = None) -> None:
    """Each column, or those of some places, with its field, examples and evidence; what is chosen is kept."""
    st.caption(message("doctor.note"))
    grid = st.grid(3, min_column_width=240, gap="small")
    for place, fact in enumerate(work.columns):
        if places is not None and fact.column not in places:
            continue
        with grid.cell():
            found = _field(place, fact)
            st.caption("  \n".join(map(block.plain, _evidence(fact))))
        if found != (fact.field or _UNUSED):
            use(work, _settled(work.settings, fact, found))


def _field(place: int, fact: ColumnFact) -> str:
    """The field that a column is read as, to be chosen."""
    fields = [_UNUSED, *COLUMN_FIELDS]
    if fact.field is not None and fact.field not in fields:
        fields.append(fact.field)
    return st.selectbox(
        block.plain(fact.heading),
        fields,
        index=fields.index(fact.field or _UNUSED),
        format_func=lambda field: label("field", field) if field else message("doctor.unused"),
        disabled=not fact.is_exact,
        key=f"column_{place}_{fact.field}",
    )


def _evidence(fact: ColumnFact) -> Iterator[str]:
    """What speaks for a column's field, and what else it could be."""
    if not fact.filled:
        yield message("doctor.blank")
    else:
        yield message("doctor.examples", examples=" · ".join(fact.examples), n=fact.filled)
    if fact.order is not None and fact.evidence is not None:
        yield message(
            "doctor.order", order=label("order", fact.order), evidence=label("evidence", fact.evidence)
        )
    if fact.calendar is not None:
        yield message("doctor.calendar", calendar=label("project.choice.dates.calendar", fact.calendar))
    if fact.may_be:
        yield message("doctor.may_be", fields=joined(label("field", field) for field in fact.may_be))


def _settled(settings: Settings, fact: ColumnFact, field: str) -> Settings:
    """The settings that read a column as a field, or as none."""
    headings = {
        name: heading for name, heading in settings.columns.items() if fold(heading) != fold(fact.heading)
    }
    if field:
        headings[field] = fact.heading
    elif fact.field is not None:
        headings[fact.field] = ""
    return replace(settings, columns=headings)


def missing(work: Work) -> None:
    """Asks for each main field that no column is read as, with the columns that are left."""
    asked = missing_fields(work)
    left = {fact.heading: fact for fact in work.columns if fact.field is None and fact.is_exact}
    if not asked:
        return
    grid = st.grid(3, min_column_width=240, gap="small")
    for field in asked:
        with grid.cell():
            heading = st.selectbox(
                message("doctor.missing", field=label("field", field)),
                [_UNUSED, *left, _NOWHERE],
                format_func=lambda heading: _choice(left.get(heading), heading),
                key=f"missing_{field}",
            )
        if heading:
            columns = {**work.settings.columns, str(field): "" if heading == _NOWHERE else heading}
            use(work, replace(work.settings, columns=columns))


def _choice(fact: ColumnFact | None, heading: str) -> str:
    """A column as an answer: its heading and examples."""
    if fact is not None:
        return " — ".join([fact.heading, " · ".join(fact.examples)] if fact.examples else [fact.heading])
    return message("doctor.nowhere" if heading == _NOWHERE else "doctor.choose")


def sheets(work: Work) -> None:
    """Which sheets are the register, where there are several."""
    reading = None if work.draft is None else work.draft.register.reading
    if reading is None or len(reading.sheets) < 2:
        return
    names = list(dict.fromkeys(one.sheet for one in reading.sheets))
    read = [one.sheet for one in reading.sheets if one.state is SheetState.READ]
    found = st.multiselect(
        message("doctor.sheets"), names, default=list(dict.fromkeys(read)),
        key=f"sheets_{hash(tuple(read))}",
    )  # fmt: skip
    if found and {*found} != {*read}:
        use(work, replace(work.settings, sheets_read=tuple(found), sheets_ignored=()))


def first_rows(work: Work) -> None:
    """The first rows of each sheet, and which of them is its header."""
    st.caption(message("doctor.rows_note"))
    for number, preview in enumerate(work.previews, 1):
        if preview.rows:
            _first_rows_of(work, str(number), preview)


def _first_rows_of(work: Work, number: str, preview: Preview) -> None:
    rows = list(range(preview.first_row, preview.first_row + len(preview.rows)))
    letters = [column_letters(preview.first_column + j) for j in range(len(preview.rows[0]))]
    frame = pd.DataFrame(preview.rows, columns=letters)
    frame.insert(0, message("table.row"), rows)
    block.table(frame, block.plain(preview.name), height="content")
    now = work.settings.header_rows.get(number)
    found = st.pills(
        message("doctor.header", sheet=block.plain(preview.name)),
        rows,
        default=now if now in rows else None,
        key=f"header_{number}_{now}",
    )
    if found != now:
        kept = {name: row for name, row in work.settings.header_rows.items() if name != number}
        use(work, replace(work.settings, header_rows=kept | ({} if found is None else {number: found})))
