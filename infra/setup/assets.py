"""The front-end assets: fetched with npm, built once into `frontend_api/static/vendor`, never committed."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

from infra.errors import CannotStart
from infra.setup.node import node_environment, npm
from infra.setup.steps import ROOT, digest, is_done, note_done, run, say

PACKAGES = ROOT / "node_modules"
SOURCES = ROOT / "frontend_api" / "assets"
BUILT = ROOT / "frontend_api" / "static" / "vendor"
MANIFEST = "manifest.json"
IMAGE_FOLDERS = (
    PACKAGES / "govuk-frontend" / "dist" / "govuk" / "assets" / "images",
    PACKAGES / "@ministryofjustice" / "frontend" / "moj" / "assets" / "images",
)
NOT_OURS_TO_SHOW = {"govuk-crest.svg"}
"""The royal arms and the crown may only be shown by services on GOV.UK itself."""
HASH_LENGTH = 10


def prepare() -> None:
    """Fetch the packages and build the stylesheet and the script, unless that is done already."""
    wanted = digest([ROOT / "package-lock.json", SOURCES, Path(__file__)])
    if is_done(BUILT / ".source", wanted):
        return
    say("Fetching and building the front-end assets (once) ...")
    _fetch()
    _build()
    note_done(BUILT / ".source", wanted)


def _fetch() -> None:
    lock = digest([ROOT / "package.json", ROOT / "package-lock.json"])
    stamp = PACKAGES / ".gatehouse"
    if is_done(stamp, lock):
        return
    run(
        [*npm(), "ci", "--no-progress", "--loglevel=error"],
        failure="npm could not fetch the front-end packages. Check the network or its proxy, "
        "then run this again.",
        environment=node_environment(),
    )
    note_done(stamp, lock)


def _build() -> None:
    unfinished = BUILT.with_name(".vendor")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    _program(
        "sass",
        "--load-path=.",
        "--style=compressed",
        "--no-source-map",
        "--quiet",
        str(SOURCES / "gatehouse.scss"),
        str(unfinished / "gatehouse.css"),
    )
    _bundle("gatehouse.mjs", unfinished / "gatehouse.js")
    _bundle("graphiql.mjs", unfinished / "graphiql.js")
    _leave_out_fonts(unfinished / "graphiql.css")
    _copy_images(unfinished)
    _name_by_content(unfinished)
    shutil.rmtree(BUILT, ignore_errors=True)
    unfinished.replace(BUILT)


def _bundle(source: str, target: Path) -> None:
    _program(
        "esbuild",
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2020",
        '--define:process.env.NODE_ENV="production"',
        "--legal-comments=none",
        "--log-level=error",
        str(SOURCES / source),
        f"--outfile={target}",
    )


def _program(name: str, *arguments: str) -> None:
    run(
        [str(PACKAGES / ".bin" / name), *arguments],
        failure=f"{name} could not build the front-end assets.",
        environment=node_environment(),
    )


def _leave_out_fonts(css: Path) -> None:
    """Take out fonts that lie inside the style sheet: the content security policy does not load them."""
    text = css.read_text(encoding="utf-8")
    css.write_text(re.sub(r"@font-face\s*\{[^}]*\}", "", text), encoding="utf-8")


def _copy_images(target: Path) -> None:
    """Copy only the pictures that the stylesheet names."""
    css = (target / "gatehouse.css").read_text(encoding="utf-8")
    (target / "images").mkdir()
    for name in sorted(set(re.findall(r'url\("?images/([^")]+)', css)) - NOT_OURS_TO_SHOW):
        source = next((folder / name for folder in IMAGE_FOLDERS if (folder / name).exists()), None)
        if source is None:
            raise CannotStart(f"The stylesheet names the picture {name}, which no package brings.")
        shutil.copyfile(source, target / "images" / name)


def _name_by_content(target: Path) -> None:
    """Put a digest into each file name, so that browsers may keep the file for ever."""
    names = {}
    for name in ("gatehouse.css", "gatehouse.js", "graphiql.css", "graphiql.js"):
        file = target / name
        mark = hashlib.sha256(file.read_bytes()).hexdigest()[:HASH_LENGTH]
        names[name] = f"{file.stem}-{mark}{file.suffix}"
        file.rename(target / names[name])
    (target / MANIFEST).write_text(json.dumps(names, indent=2) + "\n", encoding="utf-8")
