from datetime import timedelta

from django.utils import timezone
from tests.cast import grant, make_council, make_mandate, make_member, make_person, make_user

from spilno.accounts.models import Right
from spilno.meetings.models import Attendance, Issue, Minutes, Officer
from spilno.members.models import Assessment, Payment
from spilno.memoranda.models import Measure
from spilno.memoranda.tests.factories import make_memorandum, make_organisation, make_ours
from spilno.notices.models import Delivery, Notice
from spilno.people.models import Office
from spilno.portal.tests.test_home import make_decision, make_meeting
from spilno.statute.rules.days import latest_notice
from spilno.undertakings.models import Undertaking


def tasks(client, user, code=""):
    client.force_login(user)
    roles = client.get("/desk/").context["roles"]
    return [task for role in roles for part in role.parts for task in part.tasks if part.code.startswith(code)]


def whats(client, user, code=""):
    return " · ".join(task.what for task in tasks(client, user, code))


def test_a_desk_is_for_those_who_signed_in(client, cast):
    assert client.get("/desk/").status_code == 302


def test_a_stranger_has_an_empty_desk_that_says_how_it_fills(client, cast):
    client.force_login(cast.stranger)
    page = client.get("/desk/")
    assert page.context["roles"] == []
    assert "не маєте тут ні мандата" in page.content.decode()


def test_the_secretary_sees_the_last_day_of_notice(client, cast):
    meeting = make_meeting(cast, 72, state="draft", days=60)
    task = next(task for task in tasks(client, cast.secretary) if "Скликати: 72-гі Загальні збори" in task.what)
    assert task.day == latest_notice(timezone.localdate(meeting.starts_at), notice_days=40)
    assert "5.2" in task.ground


def test_the_secretary_sees_everything_that_waits(client, cast):
    today = timezone.localdate()
    Issue.objects.create(
        number=1, title="Про воду", topic="utilities", raised_by=cast.stepova, raised_at=timezone.now(), state="raised"
    )
    closed = make_meeting(cast, 70, state="closed", days=-3, closed_at=timezone.now() - timedelta(days=3))
    make_decision(cast, closed, 1, state="reported", due_on=today)
    make_decision(cast, closed, 2, state="open", due_on=today - timedelta(days=2))
    notice = Notice.objects.create(kind="convocation", subject="x", text="x")
    Delivery.objects.create(notice=notice, name="x", token="t", state="failed")
    make_member(make_council("Без представника"))
    cast.lypova.mandates.update(ends=today + timedelta(days=10))
    debt = Assessment.objects.create(
        membership=cast.verbova, year=today.year, amount=100, due_on=today - timedelta(days=1)
    )
    Payment.objects.create(assessment=debt, amount=40, paid_on=today, document="x")
    told = whats(client, cast.secretary)
    for words in (
        "Відповісти на питання: Про воду",
        "Скласти протокол: 70-ті",
        "Перевірити звіт",
        "Зробити",
        "Листи не дійшли до 1 адресата",
        "Закінчується мандат: Липова",
        "1 член не має представника",
        "1 член має заборгованість",
    ):
        assert words in told, words
    Payment.objects.create(assessment=debt, amount=60, paid_on=today, document="x")
    assert "заборгованість" not in whats(client, cast.secretary)


def test_an_issue_of_today_does_not_wait_zero_days(client, cast):
    for number, days in ((1, 0), (2, 3)):
        Issue.objects.create(
            number=number, title=f"Про справу {number}", topic="utilities", raised_by=cast.stepova, state="raised",
            raised_at=timezone.now() - timedelta(days=days),
        )  # fmt: skip
    words = {task.what: task.word for task in tasks(client, cast.secretary) if "Про справу" in task.what}
    assert {what[-1]: word for what, word in words.items()} == {"1": "надійшло сьогодні", "2": "чекає 3 дні"}


def test_the_chair_signs_approved_minutes_only(client, cast):
    for number, state in ((68, "draft"), (69, "approved"), (70, "signed")):
        meeting = make_meeting(cast, number, state="closed", days=-30)
        Minutes.objects.create(meeting=meeting, number=str(number), state=state, drafted_at=timezone.now())
    assert whats(client, cast.chair, "chair") == "Підписати протокол № 69"


def test_a_delegate_is_led_to_register_and_then_to_vote(client, cast):
    meeting = make_meeting(cast, 71, state="open", days=0)
    assert [task.act for task in tasks(client, cast.delegate) if task.kind == "now"] == ["Зареєструватися і голосувати"]
    Attendance.objects.create(
        meeting=meeting, membership=cast.lypova, person=cast.delegate_person, arrived_at=timezone.now()
    )
    assert [task.word for task in tasks(client, cast.delegate) if task.kind == "now"] == ["вас зареєстровано"]


def test_a_meeting_whose_day_has_passed_is_not_overdue(client, cast):
    make_meeting(cast, days=-5)
    client.force_login(cast.delegate)
    page = client.get("/desk/").content.decode()
    assert "День минув" in page
    assert "Прострочено" not in page


def test_a_council_sees_its_own_duties_and_dues_only(client, cast):
    today = timezone.localdate()
    make_decision(cast, make_meeting(cast, 70, state="closed", days=-3), 1, state="open", due_on=today)
    Assessment.objects.create(membership=cast.lypova, year=today.year, amount=18400, due_on=today)
    mine = whats(client, cast.delegate)
    assert "Зробити" in mine
    assert "18\xa0400,00 грн" in mine
    other = whats(client, cast.verbova_delegate)
    assert "Зробити" not in other
    assert "грн" not in other


def test_who_holds_an_office_but_no_mandate_sees_the_council_and_not_the_vote(client, cast):
    make_meeting(cast, 71, state="open", days=0)
    person = make_person("Голова", user=cast.stranger.__class__.objects.create_user("head@example.org", "x"))
    Office.objects.create(
        person=person,
        organisation=cast.lypova.organisation,
        post_uk="секретар ради",
        starts=timezone.localdate(),
        act="x",
    )
    client.force_login(person.user)
    roles = client.get("/desk/").context["roles"]
    assert [role.title for role in roles] == ["Липова міська рада"]
    assert not [task for task in roles[0].parts[0].tasks if task.kind == "now"]


def test_an_ended_mandate_gives_no_desk(client, cast):
    cast.lypova.mandates.update(ends=timezone.localdate() - timedelta(days=1))
    client.force_login(cast.delegate)
    assert client.get("/desk/").context["roles"] == []


def test_one_person_may_have_several_roles(client, cast):
    make_mandate(make_member(make_council("Сова")), cast.secretary_person)
    client.force_login(cast.secretary)
    assert [role.code.partition("-")[0] for role in client.get("/desk/").context["roles"]] == ["secretary", "council"]


def test_a_desk_asks_the_database_as_often_for_one_as_for_three(client, cast, django_assert_max_num_queries):
    meeting = make_meeting(cast, 70, state="closed", days=-1, closed_at=timezone.now())
    for user in (cast.secretary, cast.delegate):
        client.force_login(user)
        make_decision(cast, meeting, 10 + user.pk, state="open", due_on=timezone.localdate())
        with django_assert_max_num_queries(70) as one:
            client.get("/desk/")
        for number in (100, 200):
            make_decision(cast, meeting, number + user.pk, state="open", due_on=timezone.localdate())
        with django_assert_max_num_queries(len(one)):
            client.get("/desk/")


def test_overdue_work_of_memoranda_of_others_is_not_the_secretarys(client, cast):
    past = timezone.localdate() - timedelta(days=5)
    sides = ((make_ours(), "Школа", "Наша робота"), (make_organisation("Інститут"), "Коледж", "Чужа робота"))
    for number, (organisation, name, what) in enumerate(sides, start=1):
        partner = make_organisation(name)
        memorandum = make_memorandum(organisation, partner)
        area, party = memorandum.agreed_areas.get(), memorandum.parties.get(organisation=partner)
        duty = Undertaking.objects.create(
            number=number,
            what=what,
            organisation=partner,
            opened_on=past,
            due_on=past,
            ground="План",
            source_type="memoranda.measure",
        )
        Measure.objects.create(
            agreed_area=area, year=past.year, kind="event", what=what, party=party, due_on=past, undertaking=duty
        )
    found = whats(client, cast.secretary, "due")
    assert "Наша робота" in found
    assert "Чужа робота" not in found


def test_who_counts_hands_or_registers_finds_the_meeting_on_the_desk(client, cast):
    door = make_user("door@example.org")
    grant(door, Right.REGISTRAR)
    running = make_meeting(cast, 70, state="open", days=0)
    make_meeting(cast, 71, days=50)
    assert "Зареєструвати делегатів: 70-ті Загальні збори" in whats(client, door, "hall")
    assert "71-ші" not in whats(client, door, "hall")
    assert whats(client, cast.delegate, "hall") == ""
    Officer.objects.create(meeting=running, role="counting", person=cast.delegate.person)
    assert whats(client, cast.delegate, "hall").startswith("Рахувати руки: 70-ті Загальні збори")


def test_credits_that_an_official_lacks_stand_above_the_work_of_his_council(client, cast):
    official = make_person("Барвінок", user=make_user("official@lypova.example"))
    Office.objects.create(
        person=official, organisation=cast.lypova.organisation, category="official", post_uk="спеціалістка", starts=timezone.localdate() - timedelta(days=900)
    )  # fmt: skip
    client.force_login(official.user)
    page = client.get("/desk/").content.decode()
    assert page.index("desk-credits") < page.index('<h2 id="p-')
