"""How a post stands in a document: in a case, and together with the name of the organisation."""

import re

from spilno.organisations.rules.phrases import Case, decline_phrase, feminine_post, masculine_post

HROMADA_HEAD = re.compile(r"^(міськ|селищн|сільськ)(ий|а) голова$", re.IGNORECASE)
COUNCIL = re.compile(
    r"^(?P<place>\S+(?:\s\S+)*?)\s(?P<level>міська|селищна|сільська|районна|обласна)\s(?P<tail>рада.*)$"
)

# A post of a council as English pages name it, beside the English name of the council. The name of the council tells
# the rest: «голова районної ради» is the chair of that council.
ENGLISH = {
    "міський голова": "mayor",
    "селищний голова": "settlement head",
    "сільський голова": "village head",
    "голова ради": "chair",
    "голова районної ради": "chair",
    "голова обласної ради": "chair",
    "заступник голови ради": "deputy chair",
    "секретар ради": "secretary",
    "староста": "starosta",
}

CATEGORIES = (
    (re.compile(r"заступни\w* .*голов|керуюч\w* справами"), "deputy"),
    (re.compile(r"^секретар .*ради|^секретар$"), "council_secretary"),
    (re.compile(r"старост"), "starosta"),
    (re.compile(r"^депутат"), "councillor"),
    (re.compile(r"^((міськ|сільськ|селищн)\w+ )?голова( громади| ради)?$"), "head"),
)

MILITARY = "військової адміністрації"


def category_of(post: str) -> str:
    """Return the category of an office by the words of its post; an official when nothing else is said.

    Source: Закон 280/97-ВР, art. 12, 50, 51, 54-1; Закон 2493-III, art. 3.
    """
    words = " ".join(post.casefold().split())
    return next((category for pattern, category in CATEGORIES if pattern.search(words)), "official")


def decline_post(post: str, case: Case) -> str:
    """Put a post, given in the nominative, into a case: «секретар ради» → «секретаря ради».

    Source: ДСТУ 4163:2020, 5.21 (post of the signatory in words); Український правопис 2019, § 75-91.
    """
    return decline_phrase(post, case)


def agreed_post(post: str, *, feminine: bool) -> str:
    """Make a post agree with its holder where its noun serves both genders: «міська голова», «міський голова».

    Source: Український правопис 2019, § 32 (as remembered; to be checked).
    """
    return feminine_post(post) if feminine else masculine_post(post)


def usual_in_english(post: str) -> str:
    """Return the English name of a usual post of a council, whoever holds it; empty when the post is not a usual one.

    Source: Law of Ukraine on local self-government in Ukraine, art. 12, 50, 54-1, 55, in the official English of the Rada.
    """
    return ENGLISH.get(masculine_post(post.strip().lower()), "")


def post_line(post: str, organisation: str, *, feminine: bool, case: Case = "nominative") -> str:
    """Name a post with its organisation, as lists of those present do.

    The head of a hromada takes the name of the place: «Валківська міська голова». A post that ends in «ради» takes the
    whole name of the council: «секретар Валківської міської ради», «голова Лозівської районної ради»; the head of a
    military administration the name of its place: «начальник Роганської селищної військової адміністрації». A post that
    already names the organisation, or ends in a body of its own («директор департаменту»), is followed by it in the
    genitive: «директор департаменту Харківської обласної ради». Without an organisation the post stands alone.

    Source: ДСТУ 4163:2020, 5.21 (the post is named in full when the form does not bear the name of the body).
    """
    agreed = agreed_post(post.strip(), feminine=feminine)
    council = COUNCIL.match(organisation.strip())
    if council and HROMADA_HEAD.match(agreed):
        place = council["place"]
        adjective = agreed_post(f"{place} голова", feminine=feminine).removesuffix(" голова")
        return decline_phrase(f"{adjective} {agreed}", case)
    declined = decline_phrase(agreed, case)
    if council and agreed.endswith(MILITARY):
        own = decline_phrase(f"{council['place']} {council['level']} рада", "genitive").removesuffix(" ради")
        return f"{declined.removesuffix(MILITARY)}{own} {MILITARY}"
    whole = decline_phrase(organisation.strip(), "genitive")
    if not whole or organisation.casefold() in post.casefold() or whole.casefold() in post.casefold():
        return declined
    return _with_organisation(declined, whole)


def _with_organisation(declined: str, whole: str) -> str:
    """Join a post and the genitive of an organisation; the words that both name are said once."""
    post_words, own_words = declined.split(" "), whole.split(" ")
    for size in range(min(len(post_words) - 1, len(own_words)), 0, -1):
        if [word.casefold() for word in post_words[-size:]] == [word.casefold() for word in own_words[-size:]]:
            return " ".join([*post_words[:-size], *own_words])
    return f"{declined} {whole}"
