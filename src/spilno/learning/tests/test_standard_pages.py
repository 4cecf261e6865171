"""The pages: what the public, a partner and the secretariat see, and the whole way of a standard in the browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spilno.learning.access.waits import waits_for
from spilno.learning.models import Competence, Standard, StandardVersion
from spilno.learning.tests.factories import make_provider, make_version
from spilno.memoranda.tests.factories import make_head, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def house(cast):
    school, towns = make_organisation("Школа управління", "education"), make_organisation("Міста")
    return {
        "secretary": cast.secretary, "stranger": cast.stranger, "school": school, "towns": towns,
        "head": make_head(school, "Ясен").user, "mayor": make_head(towns, "Терен").user,
    }  # fmt: skip


def post(client, name, args, **said):
    return client.post(reverse(f"learning:{name}", args=args), said)


def table(client, pk, page):
    """Return what the form of a page would send as it stands."""
    form = client.get(reverse(f"learning:{page}", args=[pk])).context["form"]
    said = {name: form[name].value() for name in form.fields}
    return {"rows": form.count, **{name: value for name, value in said.items() if value not in (None, False)}}


def begun(client, house):
    client.force_login(house["head"])
    said = {"title_uk": "Бюджет громади", "kind": "special", "length": "professional", "credits": "2,00", "hours": 60}
    assert post(client, "begin", [], **said, partners=[house["towns"].pk]).status_code == 422
    assert post(client, "begin", [], **said, partners=[house["towns"].pk, house["school"].pk]).status_code == 302
    pk = Standard.objects.get().pk
    profile = {
        **said,
        "form": "remote",
        "language": "українська",
        "categories": ["lsg_officials"],
        "purpose": "навчити",
    }
    assert post(client, "profile", [pk], **profile).status_code == 302
    outcomes = {**table(client, pk, "outcomes"), "uk_0": "знає закон"}
    assert post(client, "outcomes", [pk], **outcomes).status_code == 302
    modules = {
        "title_0": "Видатки",
        "order_0": 2,
        "lecture_0": 20,
        "required_0": "on",
        "title_1": "Доходи",
        "order_1": 1,
        "practice_1": 30,
    }
    assert post(client, "structure", [pk], **{**table(client, pk, "structure"), **modules}).status_code == 302
    return pk


def test_partners_carry_a_standard_into_force_in_the_browser(client, house):
    pk = begun(client, house)
    assert list(StandardVersion.objects.get().modules.values_list("title_uk", flat=True)) == ["Доходи", "Видатки"]
    assert post(client, "assessment", [pk], assessment="тест", literature="Бюджетний кодекс").status_code == 302
    refused = post(client, "review", [pk])
    assert refused.status_code == 409
    assert "50" in refused.content.decode()
    assert post(client, "structure", [pk], **{**table(client, pk, "structure"), "practice_0": "40"}).status_code == 302
    page = client.get(reverse("learning:structure", args=[pk])).content.decode()
    assert ">60<" in page
    assert post(client, "review", [pk]).status_code == 302
    assert post(client, "reviewed", [pk], act="put").status_code == 409
    client.force_login(house["mayor"])
    assert "Бюджет громади" in client.get(reverse("portal:desk")).content.decode()
    assert post(client, "reviewed", [pk], act="put").status_code == 302
    version = StandardVersion.objects.get()
    partner = {each.organisation_id: each.pk for each in version.standard.partners.all()}
    towns, school = partner[house["towns"].pk], partner[house["school"].pk]
    assert post(client, "answer", [pk, towns], sha256="b" * 64, act="approve").status_code == 409
    assert post(client, "answer", [pk, school], sha256=version.sha256, act="approve").status_code == 404
    assert post(client, "answer", [pk, towns], sha256=version.sha256, act="return").status_code == 409
    assert post(client, "answer", [pk, towns], sha256=version.sha256, act="approve").status_code == 302
    client.logout()
    assert client.get(reverse("learning:standard", args=[pk])).status_code == 404
    client.force_login(house["head"])
    assert post(client, "answer", [pk, school], sha256=version.sha256, act="approve").status_code == 302
    assert post(client, "send", [pk]).status_code == 409
    assert post(client, "force", [pk], starts="2020-01-01").status_code == 409
    assert post(client, "force", [pk], starts=timezone.localdate().isoformat()).status_code == 302
    said = {"organisation": house["school"].pk, "ground": "договір", "starts": timezone.localdate().isoformat()}
    assert post(client, "add_provider", [pk], **said).status_code == 302
    client.logout()
    for address in (reverse("learning:standard", args=[pk]), "/en" + reverse("learning:standard", args=[pk])):
        page = client.get(address)
        assert page.status_code == 200
        assert version.sha256 in page.content.decode()
    assert client.get(reverse("learning:version_file", args=[pk, 1, "pdf"])).content.startswith(b"%PDF")
    assert client.get(reverse("learning:version_file", args=[pk, 1, "docx"])).content[:2] == b"PK"


def test_the_register_is_searched_and_keeps_drafts_to_those_inside(client, house):
    shown = make_version(house["school"], house["towns"], state="in_force", title_uk="Бюджет громади")
    make_provider(shown.standard, house["school"])
    make_version(house["school"], house["towns"], title_uk="Таємний проєкт", length="short", categories=["starostas"])

    def found(**asked):
        page = client.get(reverse("learning:standards"), asked)
        return [line.version.title_uk for line in page.context["lines"]]

    assert found() == ["Бюджет громади"]
    assert found(q="бюджет") == found(kind="general") == found(category="lsg_officials") == ["Бюджет громади"]
    assert found(provider=house["school"].pk) == found(state="in_force") == ["Бюджет громади"]
    assert found(q="дороги") == found(kind="special") == found(category="councillors") == found(state="archived") == []
    client.force_login(house["head"])
    assert found(state="table") == found(category="starostas") == ["Таємний проєкт"]
    assert len(found()) == 2


def test_three_standards_cost_as_many_queries_as_one(client, house):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse("learning:standards")).status_code == 200
        return len(seen)

    client.get(reverse("learning:standards"))
    make_version(house["school"], house["towns"], state="in_force")
    one = cost()
    for _each in range(2):
        make_version(house["school"], house["towns"], state="in_force")
    assert cost() == one


def test_what_a_version_changes_is_shown_by_part(client, house):
    first = make_version(house["school"], house["towns"], state="archived")
    second = make_version(
        standard=first.standard, state="in_force", starts=timezone.localdate(), hours=90, note="Більше годин."
    )
    second.modules.filter(title_uk="Бюджет").update(title_uk="Публічні фінанси")
    page = client.get(reverse("learning:version", args=[first.standard_id, 2])).content.decode()
    assert "<del>60</del>" in page
    assert "<ins>Публічні фінанси</ins>" in page
    assert "Більше годин." in page


def test_english_pages_show_english_titles_and_results(client, house):
    version = make_version(house["school"], house["towns"], state="in_force", title_en="Questions of self-government")
    version.outcomes.update(text_en="knows the law")
    version.modules.filter(title_uk="Бюджет").update(title_en="Budget")
    page = client.get("/en" + reverse("learning:standard", args=[version.standard_id])).content.decode()
    assert page.count("Budget") == 2  # in the table and over its content
    assert "knows the law" in page
    assert "Questions of self-government" in page


def test_english_pages_name_credits_as_europe_does(client, house):
    make_version(house["school"], house["towns"], state="in_force")
    assert "кредитів ЄКТС: 2" in client.get(reverse("learning:standards")).content.decode()
    told = client.get("/en" + reverse("learning:standards")).content.decode()
    assert "2 ECTS credits" in told
    assert "ЄКТС" not in told


def test_a_partner_hears_that_the_term_of_nads_ends(house):
    soon = timezone.localdate() + timedelta(30)
    version = make_version(house["school"], house["towns"], state="in_force", nads_until=soon)
    assert waits_for(house["head"]).ends == [version]
    assert not waits_for(house["stranger"])


def test_the_secretariat_keeps_the_list_of_competences(client, house):
    client.force_login(house["secretary"])
    assert post(client, "competences", [], code="law", name_uk="знання законодавства", active="on").status_code == 302
    made = Competence.objects.get()
    assert post(client, "competence", [made.pk], name_uk="знання права").status_code == 302
    made.refresh_from_db()
    assert (made.code, made.name_uk, made.active) == ("law", "знання права", False)


def test_a_table_that_came_in_half_takes_nothing_away(client, house):
    pk = begun(client, house)
    assert post(client, "structure", [pk]).status_code == 422
    assert StandardVersion.objects.get().modules.count() == 2
