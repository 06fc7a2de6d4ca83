"""A file is told by its bytes; what is no register is refused with one sentence that says what to do."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from grm_data.errors import RegisterError
from grm_data.intake.container import ole2
from grm_data.intake.container.package import Package
from grm_data.intake.container.refusal import Refused
from grm_data.intake.container.signatures import is_text, markup_kind, utf16_order
from grm_data.intake.container.xml import is_declared_utf8
from grm_data.intake.file import File, file_from_bytes, file_from_path
from grm_data.intake.source import Source, source_from_bytes
from tests.intake import making as m

TABLE = [["No", "Date"], ["f-1", 44000]]


@pytest.mark.parametrize(
    ("content", "format"),
    [
        (m.xlsx(TABLE), "xlsx"),
        (m.zipped(m.xlsx_parts({"A": m.sheet_xml([])}, main=m.MACRO_MAIN)), "xlsm"),
        (m.zipped(m.xlsx_parts({"A": m.sheet_xml([])}) | {"xl/vbaProject.bin": b"x"}), "xlsm"),
        (m.xls(TABLE), "xls"),
        (m.xls(TABLE, biff=5), "xls"),
        (m.xlsb(TABLE), "xlsb"),
        (m.ods(TABLE), "ods"),
        (b"a,b\n1,2\n", "csv"),
        (b"a\tb\n1\t2\n", "csv"),
        ("Огноо;Дугаар\n".encode("cp1251"), "csv"),
        ("Огноо;Дугаар\n".encode("utf-16"), "csv"),
        ("a;b\n".encode("utf-32"), "csv"),
        (b"BM number;MZ number\nID3;BZh\n", "csv"),
        (b"ID3 code,Date\n", "csv"),
    ],
)
@pytest.mark.parametrize("ending", ["xlsx", "xls", "csv", "pdf"])
def test_the_content_decides_the_format_not_the_ending(content: bytes, format: str, ending: str) -> None:
    assert source_from_bytes(f"register.{ending}", content).format == format


def test_a_source_keeps_name_bytes_and_fingerprint() -> None:
    source = source_from_bytes("C:\\Users\\staff\\register.csv", b"a,b\n")
    assert (source.name, source.content) == ("register.csv", b"a,b\n")
    assert source.sha256 == hashlib.sha256(b"a,b\n").hexdigest()


def test_a_source_does_not_show_its_content() -> None:
    assert "CANARY" not in repr(Source("a.csv", b"CANARY", "csv"))


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(b"a,b\n")
    assert file_from_path(path) == File("register.csv", b"a,b\n")


def error_of(path: Path, **options: int) -> RegisterError:
    with pytest.raises(RegisterError) as caught:
        file_from_path(path, **options)
    return caught.value


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    error = error_of(tmp_path / "none.xlsx")
    assert error.key == "file-missing"
    assert "none.xlsx" in str(error)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert error_of(tmp_path).key == "file-is-folder"


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(b"a,b\n")

    def refuse(*_: object) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)
    assert error_of(path).key == "file-unreadable"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_path_that_is_none() -> None:
    assert error_of(Path("a\0b")).key in {"file-unreadable", "file-missing"}
    assert error_of(Path("x" * 5_000)).key == "file-unreadable"


def test_a_file_too_large_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRM_READ_FILE_MB", "0.0001")
    path = tmp_path / "register.csv"
    path.write_bytes(b"a,b\n" * 1_000)
    assert error_of(path).key == "file-too-large"


def test_the_largest_file_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert file_from_bytes("a.csv", b"a" * 20_000_001).name == "a.csv"
    monkeypatch.setenv("GRM_READ_FILE_MB", "20")
    with pytest.raises(RegisterError, match="larger than 20 MB"):
        file_from_bytes("a.csv", b"a" * 20_000_001)


def test_a_workbook_that_takes_more_memory_than_allowed_says_how_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = m.xlsx([["a", "b"]] * 3000)
    monkeypatch.setattr("grm_data.guarded.limits._allowed", 100_000)
    with pytest.raises(RegisterError) as caught:
        source_from_bytes("a.xlsx", content)
    assert caught.value.key == "unpacks-too-large"
    needed = int(caught.value.values["needed"])
    assert f"GRM_READ_MEMORY_MB = {needed}," in str(caught.value)
    monkeypatch.setattr("grm_data.guarded.limits._allowed", needed << 20)
    assert source_from_bytes("a.xlsx", content).format == "xlsx"


def test_a_locked_workbook_says_how_to_unlock_it() -> None:
    with pytest.raises(RegisterError) as caught:
        source_from_bytes("a.xlsx", m.ole2({"EncryptionInfo": b"x", "EncryptedPackage": b"y"}))
    assert str(caught.value) == (
        "This workbook is protected by a password. Remove it in Excel under "
        "File > Info > Protect Workbook, save, and try again."
    )


# --- containers -----------------------------------------------------------------------------------


def test_a_small_stream_is_read_from_the_mini_stream() -> None:
    content = _with_mini_stream(b"CANARY" * 20)
    assert ole2.Ole2(content).read("Small") == b"CANARY" * 20
    assert ole2.Ole2(content).read("Small", 3) == b"CAN"


def _with_mini_stream(data: bytes, *, following: int | None = None) -> bytes:
    """A container whose stream "Small" lies in the mini stream, 64 bytes at a time."""
    blocks = -(-len(data) // 64)
    table = [n + 1 for n in range(blocks - 1)] + [m.END]
    if following is not None:
        table[0] = following
    mini_table = b"".join(n.to_bytes(4, "little") for n in table).ljust(512, b"\xff")
    content = bytearray(m.ole2({"Mini": data.ljust(4_096, b"\0"), "Table": mini_table}))
    directory = int.from_bytes(content[48:52], "little") * 512 + 512
    start_of_table = content[directory + 256 + 116 : directory + 256 + 120]
    content[60:64] = start_of_table
    # the root's stream is what "Mini" holds, and "Mini" itself becomes the small stream in it
    content[directory + 116 : directory + 124] = (0).to_bytes(4, "little") + (4_096).to_bytes(4, "little")
    name = "Small".encode("utf-16-le") + b"\0\0"
    content[directory + 128 : directory + 192] = name.ljust(64, b"\0")
    content[directory + 192 : directory + 194] = len(name).to_bytes(2, "little")
    content[directory + 244 : directory + 252] = (0).to_bytes(4, "little") + len(data).to_bytes(4, "little")
    return bytes(content)


@pytest.mark.parametrize("following", [0, 9_999])
def test_a_mini_stream_that_leads_nowhere_is_damaged(following: int) -> None:
    container = ole2.Ole2(_with_mini_stream(b"x" * 200, following=following))
    with pytest.raises(Refused, match="file-damaged"):
        container.read("Small")


def test_a_chain_of_sectors_that_leads_nowhere_is_damaged() -> None:
    content = bytearray(m.ole2({"Workbook": bytes(6_000)}))
    fat = (int.from_bytes(content[76:80], "little") + 1) * 512
    content[fat : fat + 4] = (77_777).to_bytes(4, "little")
    with pytest.raises(Refused, match="file-damaged"):
        ole2.Ole2(bytes(content)).read("Workbook")


def test_a_chain_in_a_circle_is_damaged() -> None:
    content = bytearray(m.ole2({"Workbook": bytes(6_000)}))
    directory = int.from_bytes(content[48:52], "little")
    fat = (int.from_bytes(content[76:80], "little") + 1) * 512
    content[fat + 4 * directory : fat + 4 * directory + 4] = directory.to_bytes(4, "little")
    with pytest.raises(Refused, match="file-damaged"):
        ole2.Ole2(bytes(content) + bytes(200_000))


def test_a_large_container_lists_its_sectors_in_further_ones() -> None:
    """Beyond 7 MB the header's 109 places don't suffice."""
    content = bytearray(m.ole2({"Workbook": b"x" * 20_000}))
    places = content[76:80]
    content[76:80] = b"\xff" * 4
    further = len(content) // 512 - 1
    content[68:72] = further.to_bytes(4, "little")
    content += places + b"\xff" * 504 + m.END.to_bytes(4, "little")
    assert ole2.Ole2(bytes(content)).read("Workbook", 20_000) == b"x" * 20_000


def test_records_before_the_list_of_sheets_without_a_password() -> None:
    assert source_from_bytes("a.xls", m.ole2({"Workbook": m.record(0x809, bytes(16))})).format == "xls"
    assert source_from_bytes("a.xls", m.ole2({"Workbook": b"\x01\0\xff\xff"})).format == "xls"


def test_a_part_cut_short_is_damaged() -> None:
    package = Package(m.zipped({"a.xml": "x" * 500}))
    part = package.parts["a.xml"]
    for changed in (
        part._replace(offset=10_000),
        part._replace(compressed=10_000),
        part._replace(compressed=part.compressed - 3),
        part._replace(method=0),
    ):
        package.parts["a.xml"] = changed
        with pytest.raises(Refused, match="file-damaged"):
            package.read("a.xml")


def test_a_part_that_does_not_unpack_is_damaged() -> None:
    package = Package(m.zipped({"a.xml": "x" * 500}))
    part = package.parts["a.xml"]
    package.parts["a.xml"] = part._replace(offset=0)
    package._content = memoryview(b"PK\3\4" + bytes(26) + b"\xff" * 600)
    for read in (package.read, package.measure, lambda name: package.head(name, 10)):
        with pytest.raises(Refused, match="file-damaged"):
            read("a.xml")


def test_a_stored_part_needs_no_measuring() -> None:
    package = Package(m.zipped({"a.xml": "x" * 500}, method=0))
    package.measure("a.xml")
    assert package.head("A.xml", 3) == b"xxx"


@pytest.mark.parametrize("place", ["record", "locator"])
def test_a_zip64_record_must_be_where_it_is_said(place: str) -> None:
    from tests.intake.corpus import corpus

    content = corpus()["zip64.xlsx"].content
    mark = b"PK\6\6" if place == "record" else b"PK\6\7"
    with pytest.raises(Refused, match="file-damaged"):
        Package(content.replace(mark, b"xxxx"))


def test_a_directory_that_ends_early_is_damaged() -> None:
    content = bytearray(m.zipped({"a.xml": "x"}))
    end = content.rindex(b"PK\5\6")
    size = int.from_bytes(content[end + 12 : end + 16], "little")
    content[end + 12 : end + 16] = (size - 20).to_bytes(4, "little")
    with pytest.raises(Refused, match="file-damaged"):
        Package(bytes(content))
    content[end + 12 : end + 16] = (size + 999).to_bytes(4, "little")
    with pytest.raises(Refused, match="file-damaged"):
        Package(bytes(content))


def test_other_extra_fields_are_passed_over() -> None:
    import io
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo("a.xml")
        info.extra = b"UT\5\0\1\2\3\4\5"
        archive.writestr(info, "x")
    assert Package(stream.getvalue()).read("a.xml") == b"x"


# --- text or not ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "codec", "order"),
    [
        ("a;b\n1;2\n", "utf-16-le", "utf-16-le"),
        ("a;b\n1;2\n", "utf-16-be", "utf-16-be"),
        ("Огноо; Дугаар\n", "utf-16-le", "utf-16-le"),
        ("Огноо; Дугаар\n", "utf-16-be", "utf-16-be"),
        ("Огноо; Дугаар\n", "utf-8", None),
        ("Огноо; Дугаар\n", "cp1251", None),
        ("a", "utf-8", None),
    ],
)
def test_utf16_is_told_without_a_mark(text: str, codec: str, order: str | None) -> None:
    assert utf16_order(text.encode(codec)) == order


def test_hardly_any_control_characters_make_a_text() -> None:
    assert is_text(b"a,b\r\n\t\x0c1,2\x1a" * 100)
    assert is_text(b"a\0,b\n")
    assert not is_text(bytes(range(32)) * 100)
    assert not is_text(b"a" * 70_000 + bytes(range(32)) * 100)


@pytest.mark.parametrize(
    "text", [b"a:b,c\n", b"Date: received;No\n1;2\n", b"<5 days;>5 days\n", b"[1];[2]\n", b"{a};b\n"]
)
def test_a_table_may_look_a_little_like_markup(text: bytes) -> None:
    assert markup_kind(text) is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'<?xml version="1.0" encoding="UTF-8"?>', True),
        (b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?>', True),
        (b"<?xml version='1.0' encoding='US-ASCII'?>", True),
        (b"<worksheet>", True),
        (b'<?xml version="1.0" encoding="windows-1251"?>', False),
        (b"\xff\xfe<\0", False),
        (b"<\0?\0", False),
    ],
)
def test_only_utf8_parts_are_read(head: bytes, expected: bool) -> None:
    assert is_declared_utf8(head) is expected
