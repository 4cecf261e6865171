"""Files handed out with rights checked."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from spilno.documents import access
from spilno.documents.models import Document

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
SHOWN_IN_THE_BROWSER = {"application/pdf", "image/png", "image/jpeg"}


def _file(field, *, name: str, content_type: str, attachment: bool, sha256: str) -> HttpResponse:
    try:
        opened = field.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    answer = FileResponse(opened, as_attachment=attachment, filename=name, content_type=content_type)
    answer["X-Content-Type-Options"] = "nosniff"
    # browsers refuse to show a PDF in a sandbox; nothing else that is shown can run a script
    answer["Content-Security-Policy"] = (
        "frame-ancestors 'none'" if content_type == "application/pdf" else "default-src 'none'; sandbox"
    )
    answer["ETag"] = f'"{sha256}"'
    answer["Cache-Control"] = "private, no-cache"
    return answer


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a frozen document: a PDF opens in the browser, `?download` and everything else is saved."""
    row: Document = access.document_to_read(request.user, pk)
    media = MEDIA[row.format]
    saved = "download" in request.GET or media not in SHOWN_IN_THE_BROWSER
    return _file(row.file, name=row.download_name, content_type=media, attachment=saved, sha256=row.sha256)


@require_safe
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out an attached file; only PDF and pictures open in the browser."""
    row = access.attachment_to_read(request.user, pk)
    saved = "download" in request.GET or row.content_type not in SHOWN_IN_THE_BROWSER
    return _file(row.file, name=row.file_name, content_type=row.content_type, attachment=saved, sha256=row.sha256)


@require_safe
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a detached signature, always saved."""
    row = access.signature_to_read(request.user, pk)
    return _file(
        row.file, name=row.file_name, content_type="application/octet-stream", attachment=True, sha256=row.sha256
    )
