import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("organisations", "0001_initial"),
        ("people", "0001_initial"),
        ("undertakings", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("title_uk", models.CharField(max_length=300)),
                ("title_en", models.CharField(blank=True, max_length=300)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("retired", models.BooleanField(default=False)),
                ("source", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("title_uk", models.CharField(max_length=300)),
                ("title_en", models.CharField(blank=True, max_length=300)),
                ("text_uk", models.TextField()),
                ("text_en", models.TextField(blank=True)),
                ("kinds", models.JSONField(default=list)),
                ("required", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("retired", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Memorandum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("training", "training"),
                            ("interregional", "interregional"),
                            ("border", "cross-border"),
                            ("international", "international"),
                            ("intermunicipal", "inter-municipal"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("delegation", "delegation of tasks with resources"),
                            ("project", "joint projects"),
                            ("financing", "joint financing (upkeep) of communal enterprises, institutions"),
                            ("enterprise", "joint communal enterprises, institutions"),
                            ("body", "joint body of management"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "in preparation"),
                            ("agreeing", "being agreed"),
                            ("agreed", "agreed, waits for signatures"),
                            ("signed", "signed"),
                            ("ended", "ended"),
                            ("abandoned", "not concluded"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("title_uk", models.CharField(max_length=500)),
                ("title_en", models.CharField(blank=True, max_length=500)),
                ("purpose_uk", models.TextField()),
                ("purpose_en", models.TextField(blank=True)),
                ("second_language", models.CharField(blank=True, max_length=8)),
                ("signed_on", models.DateField(null=True)),
                ("signed_at_uk", models.CharField(blank=True, max_length=200)),
                ("signed_at_en", models.CharField(blank=True, max_length=200)),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                ("notice_days", models.PositiveSmallIntegerField(default=60)),
                ("ended_on", models.DateField(null=True)),
                ("ended_because", models.CharField(blank=True, max_length=400)),
                ("public", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("created_by", models.PositiveBigIntegerField(null=True)),
                ("search_key", models.CharField(blank=True, editable=False, max_length=1200)),
                (
                    "coordinator",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                ("paper_number", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "ordering": ["-signed_on", "-number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("starts_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="a_memorandum_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(models.Q(("form", ""), _negated=True), ("kind", "intermunicipal")),
                            models.Q(("form", ""), models.Q(("kind", "intermunicipal"), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_form_belongs_to_inter_municipal_cooperation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "signed"), _negated=True), ("signed_on__isnull", False), _connector="OR"
                        ),
                        name="a_signed_memorandum_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ended"), _negated=True),
                            models.Q(("ended_on__isnull", False), models.Q(("ended_because", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_memorandum_ends_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MemorandumArea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("words_uk", models.TextField(blank=True)),
                ("words_en", models.TextField(blank=True)),
                ("dropped_on", models.DateField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="memoranda.area"
                    ),
                ),
                (
                    "memorandum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agreed_areas",
                        to="memoranda.memorandum",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("memorandum", "area"), name="an_area_is_agreed_once")],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("post_uk", models.CharField(max_length=300)),
                ("post_en", models.CharField(blank=True, max_length=300)),
                ("powers_uk", models.CharField(max_length=300)),
                ("powers_en", models.CharField(blank=True, max_length=300)),
                ("signed_on", models.DateField(null=True)),
                ("withdrew_on", models.DateField(null=True)),
                ("withdrew_because", models.CharField(blank=True, max_length=400)),
                (
                    "contact",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "memorandum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parties", to="memoranda.memorandum"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memoranda",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "signatory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("memorandum", "organisation"), name="a_party_stands_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrew_on__isnull", True),
                            models.Q(("withdrew_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_party_withdraws_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("first", "first text"),
                            ("remarks", "after remarks"),
                            ("change", "change of what is in force"),
                            ("renewal", "renewal"),
                            ("entered", "signed before it was kept here"),
                        ],
                        default="first",
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("sent", "put to the parties"),
                            ("agreed", "agreed by all"),
                            ("signed", "signed by all"),
                            ("replaced", "replaced by a later one"),
                            ("dropped", "put aside"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("body", models.JSONField(default=dict)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("note", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("created_by", models.PositiveBigIntegerField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("signed_on", models.DateField(null=True)),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "memorandum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="memoranda.memorandum"
                    ),
                ),
            ],
            options={
                "ordering": ["memorandum", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("memorandum", "number"), name="versions_are_numbered"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "sent", "agreed"])),
                        fields=("memorandum",),
                        name="one_text_at_a_time_is_on_the_table",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "dropped"]),
                            models.Q(("sha256", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_text_that_was_sent_has_its_hash",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("agreed", models.BooleanField()),
                ("remarks", models.TextField(blank=True)),
                ("ground", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by", models.PositiveBigIntegerField(null=True)),
                ("by_name", models.CharField(blank=True, max_length=200)),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="approvals", to="memoranda.party"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="approvals", to="memoranda.version"
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "party"), name="a_party_answers_a_text_once"),
                    models.CheckConstraint(
                        condition=models.Q(("agreed", True), models.Q(("remarks", ""), _negated=True), _connector="OR"),
                        name="a_refusal_has_its_remarks",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                (
                    "way",
                    models.CharField(
                        choices=[("electronic", "electronic signature"), ("paper", "on paper")], max_length=10
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by", models.PositiveBigIntegerField(null=True)),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signings", to="memoranda.party"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signings", to="memoranda.version"
                    ),
                ),
            ],
            options={
                "ordering": ["on", "pk"],
                "constraints": [models.UniqueConstraint(fields=("version", "party"), name="a_party_signs_a_text_once")],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("event", "joint event"),
                            ("programme", "programme"),
                            ("material", "material"),
                            ("campaign", "campaign"),
                            ("meeting", "meeting"),
                            ("other", "other work"),
                        ],
                        max_length=10,
                    ),
                ),
                ("target", models.PositiveSmallIntegerField(default=1)),
                ("what", models.TextField()),
                ("due_on", models.DateField()),
                ("proposed", models.JSONField(default=dict)),
                ("withdrawn_on", models.DateField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "undertaking",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measure",
                        to="undertakings.undertaking",
                    ),
                ),
                (
                    "agreed_area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="memoranda.memorandumarea",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="memoranda.party"
                    ),
                ),
            ],
            options={
                "ordering": ["year", "agreed_area__position", "due_on", "pk"],
                "indexes": [models.Index(fields=["year"], name="measure_by_year")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("target__gte", 1)), name="a_measure_has_a_target"),
                    models.CheckConstraint(
                        condition=models.Q(("what", ""), _negated=True), name="a_measure_says_what_is_done"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("undertaking__isnull", False), ("proposed", {}), _connector="OR"),
                        name="only_what_binds_is_proposed_anew",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanConsent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by", models.PositiveBigIntegerField(null=True)),
                ("by_name", models.CharField(blank=True, max_length=200)),
                (
                    "memorandum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plan_consents",
                        to="memoranda.memorandum",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plan_consents", to="memoranda.party"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("memorandum", "year", "party", "sha256"), name="a_party_confirms_a_plan_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_type", models.CharField(max_length=80)),
                ("source_id", models.CharField(max_length=40)),
                ("day", models.DateField()),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("added_by", models.PositiveBigIntegerField(null=True)),
                (
                    "measure",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="contributions",
                        to="memoranda.measure",
                    ),
                ),
                (
                    "agreed_area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="memoranda.memorandumarea",
                    ),
                ),
            ],
            options={
                "ordering": ["day", "pk"],
                "indexes": [models.Index(fields=["source_type", "source_id"], name="contribution_by_source")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreed_area", "source_type", "source_id"), name="an_activity_counts_once_in_an_area"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="Memorandum",
            name="areas",
            field=models.ManyToManyField(
                related_name="memoranda", through="memoranda.MemorandumArea", to="memoranda.area"
            ),
        ),
    ]
