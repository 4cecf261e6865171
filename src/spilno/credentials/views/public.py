"""What wallets and other sites read: the DID document, the profile of the issuer, achievements, status lists. For everybody, no names in them."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from spilno.credentials import queries
from spilno.credentials.gateways import signing
from spilno.credentials.models import Certificate, StatusList
from spilno.credentials.rules.credential import CONTEXTS, PURPOSES, profile
from spilno.credentials.rules.credential import achievement as achievement_said
from spilno.credentials.rules.keys import did_document

SECONDS = 300  # a copy may be this old: a revocation is seen by everybody within five minutes


def _public(text: str, content_type: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=content_type)
    answer["Access-Control-Allow-Origin"] = "*"  # wallets are pages of other sites
    answer["Cache-Control"] = f"public, max-age={SECONDS}"
    return answer


def _json(value: Any, content_type: str = "application/json") -> HttpResponse:
    return _public(json.dumps(value, ensure_ascii=False, indent=1), content_type)


@require_safe
def did(request: HttpRequest) -> HttpResponse:
    """Tell the keys of the issuer, `did:web`."""
    by = signing.issuer()
    return _json(did_document(by.did, queries.public_keys(), profile=by.profile), "application/did+json")


@require_safe
def issuer(request: HttpRequest) -> HttpResponse:
    """Tell of the issuer as Open Badges do."""
    return _json({"@context": CONTEXTS, **profile(signing.issuer())}, "application/ld+json")


@require_safe
def achievement(request: HttpRequest, kind: str, object_type: str, object_id: str) -> HttpResponse:
    """Tell what certificates of a kind about an object certify; 404 when there is none."""
    found = queries.sample_of(kind, object_type, object_id) if kind in Certificate.Kind.values else None
    if found is None:
        raise Http404
    said = achievement_said(signing.achievement_of(found), signing.issuer())
    return _json({"@context": CONTEXTS, **said}, "application/ld+json")


@require_safe
def status_list(request: HttpRequest, pk: int, purpose: str) -> HttpResponseBase:
    """Give a status list as it was signed at its last change."""
    found = StatusList.objects.filter(pk=pk).values_list("changed_at", purpose).first() if purpose in PURPOSES else None
    if found is None:
        raise Http404
    # the type of its own for whoever asks for it; most libraries read JSON only when it is called so
    kind = "application/vc" if "application/vc" in request.headers.get("Accept", "") else "application/json"
    answer = _public(found[1], kind)
    answer["Vary"] = "Accept"
    answer["Last-Modified"] = http_date(found[0].timestamp())
    return get_conditional_response(request, last_modified=int(found[0].timestamp()), response=answer) or answer
