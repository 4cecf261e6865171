"""What stands on a certificate of an event, in both languages: for what it is given."""

from collections.abc import Sequence

TOOK_PART = {
    "training": "за участь у спільному навчальному заході",
    "seminar": "за участь у семінарі",
    "round_table": "за участь у круглому столі",
    "conference": "за участь у науково-практичній конференції",
    "forum": "за участь у форумі",
    "meeting": "за участь у зустрічі",
    "outreach": "за участь у просвітницькому заході",
    "study_visit": "за участь в ознайомчому візиті",
}
TOOK_PART_EN = {
    "training": "for taking part in the joint training event",
    "seminar": "for taking part in the seminar",
    "round_table": "for taking part in the round table",
    "conference": "for taking part in the scientific and practical conference",
    "forum": "for taking part in the forum",
    "meeting": "for taking part in the meeting",
    "outreach": "for taking part in the outreach event",
    "study_visit": "for taking part in the study visit",
}
_SPOKE = {
    "training": "за виступ на спільному навчальному заході",
    "seminar": "за виступ на семінарі",
    "round_table": "за виступ на круглому столі",
    "conference": "за виступ на науково-практичній конференції",
    "forum": "за виступ на форумі",
    "meeting": "за виступ на зустрічі",
    "outreach": "за виступ на просвітницькому заході",
    "study_visit": "за виступ під час ознайомчого візиту",
}


def spoke_words(kind: str) -> tuple[str, str]:
    """Return for what a speaker gets a certificate, in Ukrainian and in English, by the kind of the event.

    Source: Український правопис 2019 (the locative after «на»); Spilno's own rule: both pages say the same.
    """
    return _SPOKE[kind], TOOK_PART_EN[kind].replace("taking part in", "speaking at")


def paper_words(titles: Sequence[str]) -> tuple[str, str]:
    """Return for what an author gets a certificate, in Ukrainian and in English: his papers at the conference, by title.

    Source: Український правопис 2019, § 164 (quotes inside quotes); Rules of joint events: an author gets one certificate.
    """
    inner = [title.replace("«", "„").replace("»", "“") for title in titles]
    uk = ", ".join(f"«{title}»" for title in inner)
    en = ", ".join(f"“{title}”" for title in inner)
    if len(titles) == 1:
        return f"за доповідь {uk} на науково-практичній конференції", f"for the paper {en} at the conference"
    return f"за доповіді {uk} на науково-практичній конференції", f"for the papers {en} at the conference"


def course_words() -> tuple[str, str]:
    """Return for what one gets a certificate of a whole joint series, in Ukrainian and in English.

    Source: Rules of joint events: a joint series has one certificate.
    """
    return "за участь у циклі спільних заходів", "for taking part in the series of joint events"
