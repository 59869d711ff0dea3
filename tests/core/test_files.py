"""Files are kept per prison, and no path leads out of its prefix."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest
from obstore.store import S3Store

from core.errors import NotFound, RefusedStart
from core.files import FileStore, PrisonFiles
from core.identifiers import uuid7


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore.from_url(str(tmp_path / "files"))


async def content(files: PrisonFiles, path: str) -> bytes:
    return b"".join([piece async for piece in await files.read(path)])


async def test_file_comes_back_as_it_was_put(store: FileStore) -> None:
    files = store.of(uuid7())
    await files.put("reports/a/1/report.pdf", b"first")
    await files.put("reports/a/1/report.pdf", io.BytesIO(b"second" * 1_000_000))
    assert await content(files, "reports/a/1/report.pdf") == b"second" * 1_000_000


async def test_prisons_do_not_share_paths(store: FileStore) -> None:
    one, other = store.of(uuid7()), store.of(uuid7())
    await one.put("reports/a.pdf", b"one")
    with pytest.raises(NotFound, match="no longer kept"):
        await other.read("reports/a.pdf")
    assert await other.delete_folder("reports") == 0
    assert await content(one, "reports/a.pdf") == b"one"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../other/reports/a.pdf",
        "reports/../../other/a.pdf",
        "reports//a.pdf",
        "reports/./a.pdf",
        "reports/a.pdf/",
        "reports/%2e%2e/a.pdf",
        "reports\\..\\a.pdf",
        "reports/a\x00.pdf",
        "reports/.hidden",
        "reports/" + "a" * 200,
    ],
)
async def test_no_path_leaves_the_prison(store: FileStore, path: str) -> None:
    files = store.of(uuid7())
    for act in (files.put(path, b"x"), files.read(path), files.delete_folder(path)):
        with pytest.raises(ValueError, match="segments of letters"):
            await act


async def test_folder_is_deleted_with_all_below_and_nothing_beside(store: FileStore) -> None:
    files = store.of(uuid7())
    for path in ("reports/a/1/x.pdf", "reports/a/2/y.pdf", "reports/ab/1/z.pdf"):
        await files.put(path, b"x")
    assert await files.delete_folder("reports/a") == 2
    assert await files.delete_folder("reports/a") == 0
    assert await content(files, "reports/ab/1/z.pdf") == b"x"


def test_folder_is_closed_to_other_users(tmp_path: Path) -> None:
    FileStore.from_url(f"file://{tmp_path}/deep/files")
    assert stat.S_IMODE((tmp_path / "deep" / "files").stat().st_mode) == 0o700


def test_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RefusedStart, match=r"GATEHOUSE_FILES_URL names .*/file/files, which cannot be made"):
        FileStore.from_url(str(tmp_path / "file" / "files"))


@pytest.mark.parametrize("url", ["http://files.example", "ftp://files.example/x", "memory:///"])
def test_unknown_kinds_of_store_refuse_to_start(url: str) -> None:
    with pytest.raises(RefusedStart, match="must be a folder or s3://"):
        FileStore.from_url(url)


def test_s3_address_opens_a_bucket() -> None:
    opened = FileStore.from_url("s3://gatehouse-files/live")
    assert isinstance(opened._store, S3Store)
    assert opened._store.prefix == "live"
