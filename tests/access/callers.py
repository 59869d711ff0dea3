"""People and programs that knock: each answer is searched for what its caller must not see."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from infra.embedded.identity import CLIENT_ID
from tests.access.house import House
from tests.access.markers import ALL, NONE, SHOWN, Marker, markers_in, tail
from tests.access.personas import Part

Json = dict[str, Any]
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Caller:
    """One persona with a browser, and with a bearer token for the API."""

    part: Part
    house: House
    browser: httpx.AsyncClient
    program: httpx.AsyncClient
    own: frozenset[str] = frozenset()
    """The digits of the organisation or person that a narrowed account belongs to."""
    token: str = ""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """One request of a browser at a time, as its session's id may change with each."""

    @property
    def prison(self) -> str:
        return self.part.prison or "EXI"

    async def ask(self, document: str, variables: Json | None = None, prison: str = "") -> httpx.Response:
        """Ask the API as a program."""
        path = f"/{(prison or self.prison).lower()}/graphql"
        answer = await self.program.post(path, json={"query": document, "variables": variables or {}})
        return self._looked_at(answer)

    async def open(self, path: str) -> httpx.Response:
        """Open a page as a person."""
        async with self.turn:
            return self._looked_at(await self.browser.get(path))

    async def fetch(self, path: str) -> httpx.Response:
        """Open an address as a program."""
        return self._looked_at(await self.program.get(path))

    async def send(self, path: str, form: Json) -> httpx.Response:
        """Send a form with the token of this person's session."""
        async with self.turn:
            data = {"csrf_token": self.token, **form} if self.token else form
            return self._looked_at(await self.browser.post(path, data=data))

    async def sign_in(self) -> None:
        """Sign in by browser, as this persona, and take a form's token from the page that follows."""
        assert self.part.persona is not None
        sent = await self.browser.get("/sign-in")
        chosen = await self.browser.post(sent.headers["location"], data={"sub": self.part.persona.subject})
        landed = await self.browser.get(chosen.headers["location"])
        assert landed.status_code == 303, landed.text
        path = f"/{self.part.prison.lower()}" if self.part.prison else "/prisons"
        page = await self.browser.get(path)
        found = TOKEN.search(page.text)
        said = f"{page.status_code} {dict(page.headers)} {page.text[:4_000]}"
        assert found, f"{path} shows {self.part.letter} no form to sign out by: {said}"
        self.token = found[1]

    @asynccontextmanager
    async def again(self) -> AsyncIterator[Caller]:
        """Sign the same persona in once more, in another browser."""
        async with make_browser(self.house) as browser:
            other = replace(self, browser=browser, token="", turn=asyncio.Lock())
            if other.part.persona is not None:
                await other.sign_in()
            yield other

    async def take_token(self) -> None:
        """Get a bearer token from the provider by its code flow."""
        assert self.part.persona is not None
        identity, verifier = self.house.identity, "v" * 64
        redirect = f"{self.house.url}/sign-in/callback"
        asked = {
            "response_type": "code",
            "client_id": CLIENT_ID,
            "redirect_uri": redirect,
            "scope": "openid",
            "nonce": os.urandom(8).hex(),
            "code_challenge": create_s256_code_challenge(verifier),
            "code_challenge_method": "S256",
        }
        chosen = await self.program.post(
            f"{identity.issuer}/oauth2/authorize", params=asked, data={"sub": self.part.persona.subject}
        )
        form = {
            "grant_type": "authorization_code",
            "redirect_uri": redirect,
            "code": parse_qs(urlsplit(chosen.headers["location"]).query)["code"][0],
            "code_verifier": verifier,
        }
        answer = await self.program.post(
            f"{identity.issuer}/oauth2/token", data=form, auth=(CLIENT_ID, identity.client_secret)
        )
        self.program.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def _looked_at(self, answer: httpx.Response) -> httpx.Response:
        """Refuse to go on with an answer that holds a row which is not for this caller's eyes."""
        headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.multi_items()).encode()
        prison = answer.request.url.path.strip("/").partition("/")[0]
        leaked = [
            marker
            for marker in markers_in(headers) | markers_in(answer.content)
            if not self._may_see(marker, prison)
        ]
        where = f"{answer.request.method} {answer.request.url} told {self.part.letter}"
        assert not leaked, f"{where} of {leaked} in answer to {answer.request.content[:600]!r}"
        return answer

    def _may_see(self, marker: Marker, prison: str) -> bool:
        if marker.partner == SHOWN and self.part.prison is not None:
            return prison == self.part.prison.lower() and self.part.scope not in {"partner", "person"}
        if self.part.prison is None or not marker.prison == prison == self.part.prison.lower():
            return False
        if marker.partner == ALL:
            return True
        if self.part.scope == "partner":
            return marker.partner in self.own
        return self.part.scope != "person" or (
            marker.partner in self.own and (marker.person == NONE or marker.person in self.own)
        )


def make_browser(house: House, accept: str = "text/html") -> httpx.AsyncClient:
    # Uncompressed: two texts of one length need not be of one length once they are compressed.
    headers = {"Accept": accept, "Accept-Encoding": "identity"}
    return httpx.AsyncClient(base_url=house.url, headers=headers, timeout=60)


async def make_caller(part: Part, house: House) -> Caller:
    """Sign a persona in, by browser and by token; a stranger comes as they are."""
    program = make_browser(house, "application/json")
    caller = Caller(part, house, make_browser(house), program)
    if part.scope:
        own = house.samples[caller.prison]
        caller.own = frozenset({tail(own["partner_id"])}) | (
            {tail(own["person_id"])} if part.scope == "person" else set()
        )
    if part.persona is not None:
        await caller.sign_in()
        await caller.take_token()
        program.cookies.clear()
    return caller
