"""A folder where a test installs plugins, and the house with a whole plugin installed beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tests.core.plugins.guests import Guests, guest_house


@pytest.fixture
def guests(tmp_path: Path) -> Iterator[Guests]:
    """A folder to install in; what is logged is caught, because a traceback in colour takes a second."""
    with capture_logs(), guest_house(tmp_path) as opened:
        yield opened
