"""A worker knows the words of every module before its first job."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.servers import ROOT

PROGRAM = """
import json
from core.settings import Settings
from core.translation import speaking, translate
from workers.__main__ import work_of_all_modules

work = work_of_all_modules(Settings(environment="test", database_url="postgresql://nobody@localhost/none"))
with speaking("cy"):
    print(json.dumps([translate("Sign out"), translate("In short"), sorted(work.jobs)]))
"""


def test_worker_starts_with_the_words_of_the_house() -> None:
    done = subprocess.run(  # noqa: S603 -- the program above
        [sys.executable, "-c", PROGRAM],
        check=True,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        stdout=subprocess.PIPE,
        text=True,
    )
    out, short, jobs = json.loads(done.stdout.splitlines()[-1])
    assert (out, short) == ("Allgofnodi", "Yn gryno")
    assert "vetting.build_position_report" in jobs
