"""What is kept of an event afterwards: materials, recommendations that become issues, what those who took part say."""

from datetime import datetime, timedelta

from spilno.statute.rules.refusal import Refusal, gettext_noop

SOURCE = gettext_noop("Rules of joint events")
EXCHANGE = gettext_noop("Memorandum of 6 July 2023, mutual exchange of information and materials")
MOST_RECOMMENDATIONS = 60
MOST_QUESTIONS = 12
SURVEY_DAYS = 30  # after the end of the event
LEAST_REPLIES = 3  # fewer would tell who said what


def why_not_add_material(*, state: str, has_file: bool, link: str) -> Refusal | None:
    """Say why a material is not added: to an event that was cancelled, or when there is neither a file nor a link.

    Source: Memorandum of 6 July 2023, mutual exchange of information and materials.
    """
    title = gettext_noop("The material was not added")
    if state == "cancelled":
        return Refusal("cancelled", gettext_noop("The event was cancelled."), SOURCE, title=title)
    if has_file == bool(link.strip()):
        return Refusal(
            "file_or_link",
            gettext_noop("A material is one file or one link."),
            EXCHANGE,
            title=title,
            advice=gettext_noop("Choose a file, or give the address where it lies."),
        )
    return None


def why_not_recommend(*, state: str, text: str, already: int) -> Refusal | None:
    """Say why a recommendation is not entered: the event is not announced yet or was cancelled, nothing is said, or there are too many.

    Source: Rules of joint events: recommendations are adopted by those who took part.
    """
    title = gettext_noop("The recommendation was not entered")
    if state not in ("announced", "held"):
        return Refusal(
            "not_announced",
            gettext_noop("Only an announced or held event has recommendations."),
            SOURCE,
            title=title,
        )
    if not text.strip():
        return Refusal("nothing_said", gettext_noop("Nothing is recommended."), SOURCE, title=title)
    if already >= MOST_RECOMMENDATIONS:
        return Refusal(
            "too_many",
            gettext_noop("There are %(most)d recommendations already."),
            SOURCE,
            title=title,
            advice=gettext_noop("Join those that belong together."),
            facts={"most": MOST_RECOMMENDATIONS},
        )
    return None


def why_not_send_to_issues(
    *, chosen: int, sent_already: int, ends_at: datetime | None, now: datetime
) -> Refusal | None:
    """Say why recommendations do not become an issue: none is chosen, one was sent already, or the event goes on.

    Source: Rules of joint events: recommendations go to the register of issues once.
    """
    title = gettext_noop("No issue was raised")
    if chosen == 0:
        return Refusal("none_chosen", gettext_noop("No recommendation is chosen."), SOURCE, title=title)
    if sent_already:
        return Refusal(
            "sent_already",
            gettext_noop("One of these recommendations stands in the register of issues already."),
            SOURCE,
            title=title,
            advice=gettext_noop("Load the page again: somebody was quicker."),
        )
    if ends_at is None or ends_at > now:
        return Refusal(
            "not_over",
            gettext_noop("The event is not over yet."),
            SOURCE,
            title=title,
            advice=gettext_noop("Send the recommendations when they are adopted."),
        )
    return None


def why_not_take_back(*, sent: bool) -> Refusal | None:
    """Say why a recommendation is not taken back: it stands in the register of issues.

    Source: Rules of joint events: what went to the register is answered there.
    """
    if not sent:
        return None
    return Refusal(
        "stands_in_register",
        gettext_noop("The recommendation stands in the register of issues."),
        SOURCE,
        title=gettext_noop("The recommendation stays"),
        advice=gettext_noop("The issue can be withdrawn there."),
    )


def why_not_ask(*, replies: int, questions: int, text: str) -> Refusal | None:
    """Say why a question after the event is not added: somebody answered already, there are enough, or nothing is asked.

    Source: Rules of joint events: everybody is asked the same.
    """
    title = gettext_noop("The question was not added")
    if replies:
        return Refusal("answered_already", gettext_noop("Somebody has answered already."), SOURCE, title=title)
    if not text.strip():
        return Refusal("nothing_asked", gettext_noop("Nothing is asked."), SOURCE, title=title)
    if questions >= MOST_QUESTIONS:
        return Refusal(
            "enough_asked",
            gettext_noop("A short survey has at most %(most)d questions."),
            SOURCE,
            title=title,
            facts={"most": MOST_QUESTIONS},
        )
    return None


def why_not_reply(
    *, has_place: bool, replied: bool, ends_at: datetime | None, now: datetime, questions: int
) -> Refusal | None:
    """Say why somebody cannot answer the survey now: he had no place, answered already, it is too early or too late.

    The last day of answers is thirty days after the end of the event.

    Source: Rules of joint events: those who took part are asked once.
    """
    title = gettext_noop("The answers were not kept")
    if not questions:
        return Refusal("no_survey", gettext_noop("Nothing is asked about this event."), SOURCE, title=title)
    if not has_place:
        return Refusal("no_place", gettext_noop("Only those who had a place are asked."), SOURCE, title=title)
    if replied:
        return Refusal(
            "replied_already",
            gettext_noop("You have answered already. Thank you!"),
            SOURCE,
            title=title,
        )
    if ends_at is None or now < ends_at:
        return Refusal(
            "too_early",
            gettext_noop("The event is not over yet."),
            SOURCE,
            title=title,
            advice=gettext_noop("Come back when it has ended."),
        )
    if now > ends_at + timedelta(days=SURVEY_DAYS):
        return Refusal(
            "too_late",
            gettext_noop("Answers were taken for %(days)d days after the event."),
            SOURCE,
            title=title,
            facts={"days": SURVEY_DAYS},
        )
    return None


def may_show_answers(replies: int) -> bool:
    """Tell whether answers may be shown to those who hold the event: when at least three answered.

    Source: Rules of joint events: what is said afterwards is said without a name.
    """
    return replies >= LEAST_REPLIES
