"""Built files: found by the manifest, kept by browsers as long as their names allow."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest
from litestar import Litestar

from frontend_api.pages.assets import read_assets
from frontend_api.pages.handlers import static_router


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A folder as the build leaves it."""
    vendor = tmp_path / "vendor"
    vendor.mkdir()
    (vendor / "gatehouse-0123456789.css").write_text("p{}")
    (vendor / "manifest.json").write_text(json.dumps({"gatehouse.css": "gatehouse-0123456789.css"}))
    (tmp_path / "gatehouse.svg").write_text("<svg/>")
    return tmp_path


def test_asset_has_the_name_the_build_gave(static: Path) -> None:
    assert read_assets(static).address("gatehouse.css") == "/static/vendor/gatehouse-0123456789.css"


def test_asset_that_was_not_built_is_refused(static: Path) -> None:
    with pytest.raises(KeyError):
        read_assets(static).address("other.css")


def test_asset_without_a_manifest_changes_its_address_with_its_content(static: Path) -> None:
    (static / "vendor" / "manifest.json").unlink()
    (static / "vendor" / "gatehouse.js").write_text("1")
    before = read_assets(static).address("gatehouse.js")
    (static / "vendor" / "gatehouse.js").write_text("2")
    assert read_assets(static).address("gatehouse.js") != before


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/static/vendor/gatehouse-0123456789.css", "public, max-age=31536000, immutable"),
        ("/static/gatehouse.svg", "public, max-age=86400"),
    ],
)
async def test_named_by_content_is_kept_for_a_year(static: Path, path: str, kept: str) -> None:
    app = Litestar([static_router(static)], openapi_config=None, logging_config=None)
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]  # Litestar types its scope more closely
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answer = await client.get(path)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == kept
