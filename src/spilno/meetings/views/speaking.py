"""The floor: ask, give, one minute more, thank, withdraw, note for the minutes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from spilno.meetings.access import hall as access
from spilno.meetings.access.meetings import may_run
from spilno.meetings.forms.hall import AskForm, NoteForm, SpeakerForm, StrikeForm
from spilno.meetings.models import Meeting
from spilno.meetings.queries.places import Voice, voice_at
from spilno.meetings.services import speaking as services
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.sentences import say


def _to_console(meeting: Meeting) -> HttpResponse:
    return redirect("meetings:console", meeting.pk)


@login_required
@require_POST
def ask_for_floor(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the delegate who presses into the queue."""
    item, place = access.item_of_delegate(request.user, pk)
    form = AskForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "meeting": item.meeting, "title": "ask"}
        return render(request, "meetings/hall_form.html", context, status=422)
    services.ask_for_floor(
        item,
        speaker=_speaker(voice_at(place, item.meeting)),
        present=place.here,
        by=request.user,
        **form.asked(),
    )
    return redirect("meetings:phone", item.meeting_id)


@login_required
@require_POST
def enter_speaker(request: HttpRequest, pk: int) -> HttpResponse:
    """Put someone who raised a hand into the queue."""
    item = access.item_to_run(request.user, pk)
    form = SpeakerForm(request.POST, meeting=item.meeting)
    if not form.is_valid():
        context = {"form": form, "meeting": item.meeting, "title": "speaker"}
        return render(request, "meetings/hall_form.html", context, status=422)
    services.ask_for_floor(item, speaker=_speaker(form.chosen()), present=True, by=request.user, **form.asked())
    return _to_console(item.meeting)


def _speaker(voice: Voice) -> services.Speaker:
    return services.Speaker(
        name=voice.name,
        post=voice.post,
        person=voice.person,
        membership=voice.membership,
        consultative=voice.consultative,
    )


@login_required
@require_POST
def give_floor(request: HttpRequest, pk: int) -> HttpResponse:
    return _to_console(services.give_floor(access.speech_to_run(request.user, pk), by=request.user).item.meeting)


@login_required
@require_POST
def add_minute(request: HttpRequest, pk: int) -> HttpResponse:
    return _to_console(services.add_minute(access.speech_to_run(request.user, pk), by=request.user).item.meeting)


@login_required
@require_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    return _to_console(services.pause(access.speech_to_run(request.user, pk), by=request.user).item.meeting)


@login_required
@require_POST
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    return _to_console(services.go_on(access.speech_to_run(request.user, pk), by=request.user).item.meeting)


@login_required
@require_POST
def move_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a request one place earlier, or later."""
    speech = access.speech_to_run(request.user, pk)
    moved = services.move_request(speech, earlier=request.POST.get("way") != "later", by=request.user)
    return _to_console(moved.item.meeting)


@login_required
@require_POST
def thank(request: HttpRequest, pk: int) -> HttpResponse:
    return _to_console(services.thank(access.speech_to_run(request.user, pk), by=request.user).item.meeting)


@login_required
@require_POST
def withdraw_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a request out of the queue: by the one who asked, or by those who run the meeting."""
    speech = services.withdraw_request(access.speech_to_withdraw(request.user, pk), by=request.user)
    meeting = speech.item.meeting
    if "from_phone" in request.POST or not may_run(request.user, meeting):
        return redirect("meetings:phone", meeting.pk)
    return _to_console(meeting)


@login_required
@require_POST
def note_speech(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the summary of a speech. When another text was saved meanwhile both are shown, and nothing is lost."""
    speech = access.speech_to_run(request.user, pk)
    quiet = request.headers.get("Accept", "").startswith("application/json")
    form = NoteForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "meeting": speech.item.meeting, "title": "note"}
        return render(request, "meetings/hall_form.html", context, status=422)
    text = form.cleaned_data["text"]
    try:
        speech = services.note_speech(speech, text=text, was=form.cleaned_data["was"], by=request.user)
    except RuleBroken as broken:
        if quiet or broken.refusal.code != "changed_meanwhile":
            raise
        speech.refresh_from_db()
        context = {"speech": speech, "meeting": speech.item.meeting, "typed": text, "said": say(broken.refusal)}
        return render(request, "meetings/summary_conflict.html", context, status=409)
    if quiet:
        return JsonResponse({"saved": speech.summary})
    if "from_record" in request.POST:
        return redirect("meetings:item_record", speech.item_id)
    return _to_console(speech.item.meeting)


@login_required
@require_POST
def strike_speech(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike a speech that was recorded by mistake, with the reason, and come back to the record of its item."""
    speech = access.speech_to_run(request.user, pk)
    form = StrikeForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "meeting": speech.item.meeting, "title": "strike"}
        return render(request, "meetings/hall_form.html", context, status=422)
    item = services.strike_speech(speech, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("The speech is struck from the record."))
    return redirect("meetings:item_record", item.pk)
