"""The words of the letter that convenes a meeting; Ukrainian, it is a document. All times are in Kyiv time."""

from dataclasses import dataclass
from datetime import datetime

from spilno.documents.rules.words import at_least_days, clock_in_words, day_in_words, out_of, sentence, tied
from spilno.statute.rules.provisions import ProxyLimits

KINDS = {"ordinary": ("чергові", "чергових"), "extraordinary": ("позачергові", "позачергових")}
FORMATS = {
    "in_person": "очно",
    "visiting": "у форматі виїзного засідання",
    "online": "дистанційно, засобами відеозв’язку",
    "mixed": "у змішаному форматі: очно й засобами відеозв’язку",
}
REGISTRATION = (
    "Реєстрація учасників – у день зборів до їх відкриття: за списком у секретаріаті, за кодом на картці для голосування "
    "або на сторінці зборів."
)
OF_FORMAT = {"visiting": " (виїзне засідання)", "online": " (дистанційне засідання)", "mixed": " (змішаний формат)"}


@dataclass(frozen=True, slots=True)
class MeetingCalled:
    """What the letter tells of a meeting. `body` and `body_genitive` as «Загальні збори», «Загальних зборів»."""

    body: str
    body_genitive: str
    association_genitive: str
    kind: str
    format: str
    starts: datetime
    place: str
    article: str
    notice_days: int
    proxies: ProxyLimits
    host: str = ""
    online: bool = False
    act: str = ""
    demand: str = ""
    contact: str = ""
    address: str = ""


def convocation_heading(called: MeetingCalled) -> str:
    """Write the heading to the text: Про скликання чергових Загальних зборів (виїзне засідання).

    Source: ДСТУ 4163:2020, 5.19: the heading answers «про що» and has no full stop.
    """
    return tied(f"Про скликання {KINDS[called.kind][1]} {called.body_genitive}{OF_FORMAT.get(called.format, '')}")


def convocation_opening(called: MeetingCalled) -> list[str]:
    """Write what stands before the agenda: kind, day, hour, form, place, ground.

    Source: Statute 5.2: members are told the day, the place and the agenda.
    """
    days = at_least_days(called.notice_days)
    when = f"{day_in_words(called.starts.date())} о {clock_in_words(called.starts)}"
    told = [
        (
            f"Повідомляємо, що {KINDS[called.kind][0]} {called.body} {called.association_genitive} відбудуться {when} "
            f"{FORMATS[called.format]}. Про збори повідомляють не пізніше ніж за {days} (пункт {called.article} Статуту)."
        )
    ]
    if called.place:
        host = f" (приймає {called.host})" if called.host else ""
        told.append(f"Місце проведення: {called.place.rstrip('.')}{host}.")
    if called.online:
        told.append("Посилання для участі засобами відеозв’язку зазначено в листі до членів Асоціації.")
    if called.act:
        told.append(f"Підстава скликання: {sentence(called.act)}")
    if called.demand:
        told.append(f"Підстава позачергового скликання: {sentence(called.demand)}")
    return [tied(paragraph) for paragraph in told]


def convocation_closing(called: MeetingCalled) -> list[str]:
    """Write what stands after the agenda: how to register, who stands in, how to give the vote, where to ask.

    Source: Statute 5.6: how many votes one representative may carry, and of which members.
    """
    stands_in = "Якщо уповноважений представник не може прибути, просимо направити його заступника, мандат якого внесено до реєстру"
    limits = called.proxies
    if limits.per_holder:
        whose = " того самого рівня" if limits.same_level_only else ""
        carried = out_of(limits.per_holder, "голосу іншого члена", "голосів інших членів")
        stands_in += f", або передати голос за довіреністю представникові іншого члена Асоціації{whose}"
        stands_in += f". Один представник несе не більше {carried} (пункт {limits.ground.article} Статуту)"
    told = [REGISTRATION, f"{stands_in}."]
    if called.address:
        told.append(f"Проєкти рішень і матеріали: {called.address}")
    if called.contact:
        told.append(f"Довідки: {called.contact}")
    return [tied(paragraph) for paragraph in told]
