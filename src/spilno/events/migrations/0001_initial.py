import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("documents", "0001_initial"),
        ("meetings", "0001_initial"),
        ("organisations", "0001_initial"),
        ("people", "0001_initial"),
        ("territories", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title_uk", models.CharField(max_length=300)),
                ("title_en", models.CharField(blank=True, max_length=300)),
                ("summary_uk", models.TextField(blank=True)),
                ("summary_en", models.TextField(blank=True)),
                ("joint", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("training", "joint training event"),
                            ("seminar", "seminar"),
                            ("round_table", "round table"),
                            ("conference", "scientific and practical conference"),
                            ("forum", "forum"),
                            ("meeting", "meeting"),
                            ("outreach", "other outreach event"),
                            ("study_visit", "study visit"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[("in_person", "in person"), ("online", "online"), ("mixed", "mixed")],
                        default="in_person",
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "in preparation"),
                            ("announced", "announced"),
                            ("held", "held"),
                            ("cancelled", "cancelled"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("title_uk", models.CharField(max_length=300)),
                ("title_en", models.CharField(blank=True, max_length=300)),
                ("summary_uk", models.TextField(blank=True)),
                ("summary_en", models.TextField(blank=True)),
                ("for_whom", models.CharField(blank=True, max_length=300)),
                ("starts_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("venue", models.CharField(blank=True, max_length=300)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("shelter", models.CharField(blank=True, max_length=300)),
                ("online_link", models.URLField(blank=True, max_length=500)),
                ("recording_link", models.URLField(blank=True, max_length=500)),
                ("series_position", models.PositiveSmallIntegerField(default=0)),
                ("programme_version", models.PositiveSmallIntegerField(default=0)),
                ("calendar_sequence", models.PositiveIntegerField(default=0)),
                ("needs_registration", models.BooleanField(default=True)),
                ("needs_approval", models.BooleanField(default=False)),
                ("places", models.PositiveIntegerField(null=True)),
                ("places_per_council", models.PositiveSmallIntegerField(null=True)),
                ("councils_first_until", models.DateTimeField(null=True)),
                ("registration_opens_at", models.DateTimeField(null=True)),
                ("registration_closes_at", models.DateTimeField(null=True)),
                ("announced_at", models.DateTimeField(null=True)),
                ("held_at", models.DateTimeField(null=True)),
                ("cancelled_because", models.CharField(blank=True, max_length=400)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("created_by", models.PositiveBigIntegerField(null=True)),
                (
                    "cloned_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="clones",
                        to="events.event",
                    ),
                ),
                (
                    "coordinator",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="territories.unit",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="events.series",
                    ),
                ),
                ("people_reached", models.PositiveIntegerField(null=True)),
                ("search_key", models.CharField(blank=True, editable=False, max_length=1300)),
            ],
            options={
                "ordering": ["-starts_at", "-pk"],
                "indexes": [models.Index(fields=["state", "starts_at"], name="event_by_state_and_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True),
                            ("starts_at__isnull", True),
                            ("ends_at__gte", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="an_event_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "draft"), ("starts_at__isnull", False), _connector="OR"),
                        name="an_announced_event_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancelled_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_event_is_cancelled_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Owner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="owners", to="events.event"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("event", "organisation"), name="an_owner_stands_once")],
            },
        ),
        migrations.CreateModel(
            name="Logo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.attachment"
                    ),
                ),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="logo",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CalendarKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(auto_now=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_key",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CallForPapers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text_uk", models.TextField()),
                ("text_en", models.TextField(blank=True)),
                ("sections", models.JSONField(default=list)),
                ("opens_at", models.DateTimeField()),
                ("deadline", models.DateTimeField()),
                ("reviews_needed", models.PositiveSmallIntegerField(default=2)),
                ("blind", models.BooleanField(default=True)),
                ("abstract_limit", models.PositiveIntegerField(default=3000)),
                ("announced_at", models.DateTimeField(null=True)),
                ("reviewers", models.ManyToManyField(related_name="reviews_for", to="people.person")),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="call", to="events.event"
                    ),
                ),
                ("criteria", models.JSONField(default=list)),
                ("reviews_due", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("deadline__gt", models.F("opens_at"))), name="a_call_closes_after_it_opens"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("section", models.CharField(blank=True, max_length=40)),
                ("title", models.CharField(max_length=300)),
                ("abstract", models.TextField()),
                ("keywords", models.CharField(blank=True, max_length=300)),
                ("language", models.CharField(default="uk", max_length=2)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("submitted", "submitted"),
                            ("accepted", "accepted"),
                            ("rejected", "rejected"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "decided",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("draft", "being written"),
                            ("submitted", "submitted"),
                            ("accepted", "accepted"),
                            ("rejected", "rejected"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decision_note", models.TextField(blank=True)),
                ("submitted_by", models.PositiveBigIntegerField()),
                ("submitted_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="events.callforpapers"
                    ),
                ),
                ("changed_at", models.DateTimeField(null=True)),
                ("changes_until", models.DateField(null=True)),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("CC BY 4.0", "CC BY 4.0"),
                            ("CC BY-SA 4.0", "CC BY-SA 4.0"),
                            ("CC BY-NC 4.0", "CC BY-NC 4.0"),
                            ("CC0 1.0", "CC0 1.0"),
                            ("reserved", "all rights reserved"),
                        ],
                        default="CC BY 4.0",
                        max_length=14,
                    ),
                ),
                ("other_abstract", models.TextField(blank=True)),
                ("other_keywords", models.CharField(blank=True, max_length=300)),
                ("other_title", models.CharField(blank=True, max_length=300)),
                (
                    "talk",
                    models.CharField(
                        blank=True,
                        choices=[("talk", "talk"), ("poster", "poster"), ("remote", "remote talk")],
                        max_length=6,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("call", "number"), name="papers_are_numbered"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided", "accepted"), _negated=True),
                            models.Q(("talk", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_accepted_paper_is_given_somehow",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Author",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("post", models.CharField(blank=True, max_length=300)),
                ("organisation_name", models.CharField(blank=True, max_length=300)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="people.person",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="authors", to="events.paper"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "advice",
                    models.CharField(
                        blank=True,
                        choices=[("accept", "accept"), ("revise", "accept after mending"), ("reject", "reject")],
                        max_length=8,
                    ),
                ),
                ("to_author", models.TextField(blank=True)),
                ("to_committee", models.TextField(blank=True)),
                ("conflict", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("given_at", models.DateTimeField(null=True)),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reviews", to="events.paper"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="people.person"
                    ),
                ),
                ("reminded_on", models.DateField(null=True)),
                ("scores", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("paper", "reviewer"), name="a_reviewer_reviews_a_paper_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("given_at__isnull", True), models.Q(("advice", ""), _negated=True), _connector="OR"
                        ),
                        name="a_given_review_advises",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("conflict", False), ("given_at__isnull", True), _connector="OR"),
                        name="one_with_a_conflict_gives_no_review",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Collection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title_uk", models.CharField(max_length=300)),
                ("title_en", models.CharField(blank=True, max_length=300)),
                ("place", models.CharField(max_length=100)),
                ("publisher", models.CharField(max_length=300)),
                ("year", models.PositiveSmallIntegerField()),
                ("isbn", models.CharField(blank=True, max_length=17)),
                ("udc", models.CharField(blank=True, max_length=60)),
                ("editors", models.CharField(blank=True, max_length=500)),
                ("foreword", models.TextField(blank=True)),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="collection",
                        to="events.callforpapers",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("plenary", "plenary session"),
                            ("section", "section"),
                            ("module", "module"),
                            ("discussion", "discussion"),
                            ("visit", "visit to an object"),
                            ("break", "break"),
                        ],
                        default="plenary",
                        max_length=10,
                    ),
                ),
                ("title_uk", models.CharField(max_length=300)),
                ("title_en", models.CharField(blank=True, max_length=300)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("note", models.TextField(blank=True)),
                ("counted", models.BooleanField(default=True)),
                ("hours", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sessions", to="events.event"
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="a_session_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Speaker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_uk", models.CharField(max_length=200)),
                ("name_en", models.CharField(blank=True, max_length=200)),
                ("post", models.CharField(blank=True, max_length=300)),
                (
                    "role",
                    models.CharField(
                        choices=[("speaker", "speaker"), ("moderator", "moderator"), ("expert", "expert")],
                        default="speaker",
                        max_length=10,
                    ),
                ),
                ("topic", models.CharField(blank=True, max_length=300)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="speakers",
                        to="events.paper",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="speeches_at_events",
                        to="people.person",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="speakers", to="events.session"
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("body", models.JSONField(default=list)),
                ("changes", models.JSONField(default=list)),
                ("published_at", models.DateTimeField(auto_now_add=True)),
                ("published_by", models.PositiveBigIntegerField(null=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="programme_versions",
                        to="events.event",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "number"), name="programme_versions_are_numbered")
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "short answer"),
                            ("long", "long answer"),
                            ("one", "one of several"),
                            ("several", "several of several"),
                            ("yes_no", "yes or no"),
                            ("number", "number"),
                        ],
                        default="text",
                        max_length=8,
                    ),
                ),
                ("label_uk", models.CharField(max_length=300)),
                ("label_en", models.CharField(blank=True, max_length=300)),
                ("choices", models.JSONField(default=list)),
                ("required", models.BooleanField(default=False)),
                ("shown_value", models.CharField(blank=True, max_length=200)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="events.event"
                    ),
                ),
                (
                    "shown_if",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="depending",
                        to="events.question",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("family_name", models.CharField(max_length=100)),
                ("given_name", models.CharField(max_length=100)),
                ("patronymic", models.CharField(blank=True, max_length=100)),
                ("post", models.CharField(blank=True, max_length=300)),
                ("organisation_name", models.CharField(blank=True, max_length=300)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("language", models.CharField(default="uk", max_length=2)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unproved", "the address is not confirmed yet"),
                            ("asked", "waits for approval"),
                            ("confirmed", "has a place"),
                            ("waiting", "on the waiting list"),
                            ("refused", "not approved"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("queue", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=40, unique=True)),
                ("token", models.CharField(max_length=40, unique=True)),
                ("answers", models.JSONField(default=dict)),
                ("refused_because", models.CharField(blank=True, max_length=400)),
                ("registered_at", models.DateTimeField(auto_now_add=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("moved_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("by", models.PositiveBigIntegerField(null=True)),
                (
                    "council",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="registrations", to="events.event"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="people.person",
                    ),
                ),
                ("erased_at", models.DateTimeField(null=True)),
                ("search_key", models.CharField(blank=True, editable=False, max_length=1500)),
            ],
            options={
                "ordering": ["queue"],
                "indexes": [models.Index(fields=["event", "state", "queue"], name="registration_queue")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(models.Q(("state", "withdrawn"), _negated=True), ("person__isnull", False)),
                        fields=("event", "person"),
                        name="one_registration_for_a_person",
                    ),
                    models.UniqueConstraint(fields=("event", "queue"), name="one_place_in_the_queue"),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True), models.Q(("email", ""), _negated=True)
                        ),
                        fields=("event", "email"),
                        name="one_registration_for_an_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[("week_before", "Week Before"), ("day_before", "Day Before"), ("after", "After")],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="told", to="events.event"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("event", "what"), name="a_letter_of_an_event_goes_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("text", models.TextField()),
                ("addressed_to", models.CharField(blank=True, max_length=300)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="recommendations", to="events.event"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="recommendations",
                        to="meetings.issue",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=300)),
                ("authors", models.CharField(blank=True, max_length=300)),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("CC BY 4.0", "CC BY 4.0"),
                            ("CC BY-SA 4.0", "CC BY-SA 4.0"),
                            ("CC BY-NC 4.0", "CC BY-NC 4.0"),
                            ("CC0 1.0", "CC0 1.0"),
                            ("reserved", "all rights reserved; for those who took part"),
                        ],
                        max_length=14,
                    ),
                ),
                ("link", models.URLField(blank=True, max_length=500)),
                ("public", models.BooleanField(default=True)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("added_by", models.PositiveBigIntegerField(null=True)),
                (
                    "attachment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.attachment",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="materials", to="events.event"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="materials",
                        to="events.session",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("attachment__isnull", False), models.Q(("link", ""), _negated=True), _connector="OR"
                        ),
                        name="a_material_is_a_file_or_a_link",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("scale", "from 1 to 5"), ("yes_no", "yes or no"), ("text", "own words")], max_length=8
                    ),
                ),
                ("text_uk", models.CharField(max_length=300)),
                ("text_en", models.CharField(blank=True, max_length=300)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="survey", to="events.event"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SurveyReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="survey_replies", to="events.event"
                    ),
                ),
                (
                    "registration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="survey_reply",
                        to="events.registration",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField(null=True)),
                ("text", models.TextField(blank=True)),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="events.surveyquestion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("attended", "took part"),
                            ("absent", "was absent"),
                            ("excused", "absent with a reason"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("qr", "by QR code"),
                            ("name", "by name"),
                            ("paper", "by the paper list"),
                            ("online", "by the online platform's list"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("told_at", models.DateTimeField(auto_now_add=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("press", models.CharField(blank=True, max_length=40)),
                ("by", models.PositiveBigIntegerField(null=True)),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="events.registration",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendances", to="events.session"
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "registration"), name="attendance_is_taken_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "excused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="one_is_excused_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AttendanceTerms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("percent", models.PositiveSmallIntegerField(default=100)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attendance_terms", to="events.event"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("percent__range", (1, 100))), name="a_share_is_one_to_a_hundred"
                    )
                ],
            },
        ),
    ]
