"""What the provider says of itself (OpenID Connect Discovery 1.0): only what is used, and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from frontend_api.sign_in.keys import TokenInvalid


class MetadataRefused(ValueError):
    """The provider's metadata must not be trusted; the text says which part."""


@dataclass(frozen=True, slots=True)
class Metadata:
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str | None
    userinfo_endpoint: str | None
    signing_algorithms: tuple[str, ...]
    """Those the provider says it signs ID tokens with; empty when it does not say."""
    client_authentication: str
    names_itself: bool
    """The provider promises `iss` in its answer (RFC 9207), which stops answers of another provider."""

    def require_announced(self, algorithm: str) -> None:
        """Refuse a signature of a kind that the provider does not say it makes."""
        if self.signing_algorithms and algorithm not in self.signing_algorithms:
            raise TokenInvalid("algorithm not announced")

    def for_authlib(self) -> dict[str, Any]:
        kept = asdict(self)
        return {name: kept[name] for name in ("issuer", *ENDPOINTS, "end_session_endpoint") if kept[name]}


ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


def read_metadata(found: Mapping[str, Any], issuer: str, *, https_only: bool) -> Metadata:
    """Check the metadata of the issuer we were told to trust; raise MetadataRefused."""
    if found.get("issuer") != issuer:
        # Exactly, as ASVS 5.0 10.5.3 and Discovery 4.3 ask: no added slash, no other case.
        raise MetadataRefused("the issuer is not the one that was asked for")
    addresses = {name: _address(found, name, https_only=https_only) for name in ENDPOINTS}
    methods = found.get("code_challenge_methods_supported")
    if methods is not None and "S256" not in methods:
        raise MetadataRefused("the provider does not offer PKCE with S256")
    end, userinfo = found.get("end_session_endpoint"), found.get("userinfo_endpoint")
    return Metadata(
        issuer=issuer,
        **addresses,
        end_session_endpoint=end and _address(found, "end_session_endpoint", https_only=https_only),
        userinfo_endpoint=userinfo and _address(found, "userinfo_endpoint", https_only=https_only),
        signing_algorithms=tuple(found.get("id_token_signing_alg_values_supported") or ()),
        client_authentication=_client_authentication(found.get("token_endpoint_auth_methods_supported")),
        names_itself=found.get("authorization_response_iss_parameter_supported") is True,
    )


def _address(found: Mapping[str, Any], name: str, *, https_only: bool) -> str:
    address = found.get(name)
    allowed = ("https",) if https_only else ("https", "http")
    if (
        not isinstance(address, str)
        or urlsplit(address).scheme not in allowed
        or not urlsplit(address).netloc
    ):
        raise MetadataRefused(f"{name} is not an {allowed[0]} address")
    return address


def _client_authentication(offered: object) -> str:
    """Send the client secret in the header (the default of RFC 8414) unless only the body is offered."""
    if isinstance(offered, list) and "client_secret_basic" not in offered and "client_secret_post" in offered:
        return "client_secret_post"
    return "client_secret_basic"
