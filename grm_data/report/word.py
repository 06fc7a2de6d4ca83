"""A Word template and plain values → a Word document, by docxtpl. A template that isn't ours runs guarded.

The report's blocks take the place of ``{{ body }}``, those of a section that of ``{{ sections.<name> }}``;
a template may also name single values. It is code: it runs in a sandbox that knows the report's fields,
loops, conditions and a few filters, and nothing else. It can call nothing, and no text of a register becomes
part of the document's XML.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from io import BytesIO
from secrets import token_hex
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate, RichText
from jinja2 import DictLoader, StrictUndefined, TemplateError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from grm_data.errors import GrmError
from grm_data.guarded import Reply
from grm_data.report.word_blocks import fill

__all__ = ["MEGABYTES", "render", "word_document"]

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
MEGABYTES = 20
"""The most that a template may unpack to."""

_FETCHING = re.compile(r"INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK\b|DDE|DATABASE|RD\b", re.IGNORECASE)
"""Fields whose result comes from elsewhere; a HYPERLINK is one, too."""

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


def render(arguments: dict[str, Any], blobs: Sequence[memoryview]) -> Reply:
    """The guarded job: a template and pictures → the document."""
    template, *found = map(bytes, blobs)
    pictures = dict(zip(arguments["pictures"], found, strict=True))
    values, properties, pages = (arguments[name] for name in ("values", "properties", "pages"))
    return Reply({}, [word_document(template, values, properties, pages, pictures)])


def word_document(
    template: bytes,
    values: dict[str, Any],
    properties: Mapping[str, str],
    pages: Sequence[Mapping[str, Any]],
    pictures: Mapping[str, bytes],
) -> bytes:
    """The document; GrmError says in one sentence what is wrong with the template.

    ``values`` are what it may name, ``pages`` the report's blocks, ``pictures`` those of charts and the logo;
    a chart's also takes the place of the template's own picture ``chart-<name>``.
    """
    document = _open_template(template)
    for block in (one for name in ("other", "lessons", "how_to_reach") for one in values[name]):
        block["text"] = _rich(block["runs"])
    marks = _Marks(values["sections"], pages)
    try:
        document.render({**values, **marks.values}, _Sandbox(), autoescape=True)
    except SecurityError:
        raise GrmError("report-template-unsafe") from None
    except UndefinedError as error:
        raise _unknown_field(error, {**values, **marks.values}) from None
    except _MISTAKES as error:
        raise GrmError("report-template-syntax", what=_one_line(error)) from None
    marks.fill(document.docx, pictures)
    document.allow_missing_pics = True  # a template may leave a chart out
    for name, picture in pictures.items():
        document.replace_pic(f"chart-{name}", BytesIO(picture))
    for name, text in properties.items():
        setattr(document.docx.core_properties, name, text[:_LONGEST_PROPERTY])
    if "language" in properties:
        for one in document.docx.styles.element.iter(qn("w:lang")):
            one.set(qn("w:val"), properties["language"])
    written = BytesIO()
    document.save(written)
    return _timeless(written.getvalue())


def _timeless(document: bytes) -> bytes:
    """The same document without when its parts were packed: what says the same has the same bytes."""
    written = BytesIO()
    with ZipFile(BytesIO(document)) as parts, ZipFile(written, "w", ZIP_DEFLATED) as packed:
        for part in parts.infolist():
            packed.writestr(ZipInfo(part.filename), parts.read(part), ZIP_DEFLATED)
    return written.getvalue()


class _Marks:
    """What ``{{ body }}`` and ``{{ sections.<name> }}`` become until the blocks are put there.

    They hold a number that nobody knows before, so no text of a register can be one.
    """

    def __init__(self, names: Collection[str], pages: Sequence[Mapping[str, Any]]) -> None:
        self._token = token_hex(16)
        self._pages: dict[str, list[Any]] = {self._mark(name): [] for name in names}
        self._pages[self._mark("body")] = list(pages)
        for page in pages:
            for section in page["sections"]:
                self._pages[self._mark(section["name"])] = [{**page, "sections": [section]}]
        self.values = {
            "body": self._mark("body"),
            "sections": {name: self._mark(name) for name in names},
        }

    def _mark(self, name: str) -> str:
        return f"{self._token}-{name}"

    def fill(self, document: Any, pictures: Mapping[str, bytes]) -> None:
        """Put the blocks where the marks stand; GrmError where one isn't a paragraph by itself."""
        for paragraph in list(document.element.body.iter(qn("w:p"))):
            text = "".join(one.text or "" for one in paragraph.iter(qn("w:t"))).strip()
            if text.startswith(self._token):
                if text not in self._pages:
                    raise GrmError("report-template-body")
                fill(document, paragraph, self._pages[text], pictures)
        if any(self._token.encode() in part.blob for part in document.part.package.iter_parts()):
            raise GrmError("report-template-body")


def _rich(runs: Sequence[Mapping[str, Any]]) -> RichText:
    text = RichText()
    for run in runs:
        text.add(run["text"], bold=run["bold"], italic=run["italic"])
    return text


def _open_template(content: bytes) -> DocxTemplate:
    """The template, after a look at what it would unpack to."""
    try:
        with ZipFile(BytesIO(content)) as parts:
            size = sum(part.file_size for part in parts.infolist())
            external = size <= MEGABYTES * 2**20 and _reaches_out(parts)
        if external:
            raise GrmError("report-template-external")
        if size <= MEGABYTES * 2**20:
            document = DocxTemplate(BytesIO(content))
            document.init_docx()
            return document
    except _NOT_DOCX:
        raise GrmError("report-template-not-docx") from None
    raise GrmError("report-template-too-large", limit=MEGABYTES)


def _reaches_out(parts: ZipFile) -> bool:
    """Whether the document has a relation to the outside, or a field that fetches something from there."""
    for name in parts.namelist():
        kind = name.casefold().rpartition(".")[2]
        if kind not in ("rels", "xml"):
            continue
        root = parse_xml(parts.read(name))
        relations = root.iter("{*}Relationship") if kind == "rels" else ()
        if any(one.get("TargetMode", "").strip().casefold() == "external" for one in relations):
            return True
        if kind == "xml" and _FETCHING.search(_field_codes(root)):
            return True
    return False


def _field_codes(root: Any) -> str:
    """What the fields of a part say; Word may cut one into several runs."""
    simple = (one.get(qn("w:instr"), "") for one in root.iter(qn("w:fldSimple")))
    return " ".join([*simple, "".join(one.text or "" for one in root.iter(qn("w:instrText")))])


def _unknown_field(error: UndefinedError, values: dict[str, Any]) -> GrmError:
    """Which field a template misspells, and which one it may mean."""
    found = _QUOTED.findall(str(error.message))
    field = found[-1] if found else ""
    near = difflib.get_close_matches(field, sorted(set(_names(values))), n=1)
    if near:
        return GrmError("report-template-field-near", field=_one_line(field), near=near[0])
    return GrmError("report-template-field", field=_one_line(field))


def _names(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from _names(one)
    elif isinstance(value, list):
        yield from (name for one in value for name in _names(one))


def _one_line(what: object) -> str:
    return " ".join(str(what).split())[:120]
