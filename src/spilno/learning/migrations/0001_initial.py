
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('credentials', '0001_initial'),
        ('documents', '0001_initial'),
        ('events', '0001_initial'),
        ('organisations', '0001_initial'),
        ('people', '0001_initial'),
        ('territories', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Competence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('name_uk', models.CharField(max_length=300)),
                ('name_en', models.CharField(blank=True, max_length=300)),
                ('active', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['name_uk'],
            },
        ),
        migrations.CreateModel(
            name='Module',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('title_uk', models.CharField(max_length=300)),
                ('title_en', models.CharField(blank=True, max_length=300)),
                ('content', models.TextField(blank=True)),
                ('required', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Standard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(null=True, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.PositiveBigIntegerField(null=True)),
                ('successor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='learning.standard')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Bank',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.PositiveBigIntegerField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='banks', to='organisations.organisation')),
            ],
            options={
                'ordering': ['title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CreditRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('edition', 'programme'), ('internship', 'internship'), ('self', 'self-education'), ('exchange', 'exchange of experience'), ('conference', 'conference'), ('outside', 'certificate of another institution')], max_length=10)),
                ('per', models.CharField(choices=[('whole', 'the whole'), ('hour', 'an hour'), ('day', 'a day'), ('stated', 'as the certificate states')], max_length=6)),
                ('credits', models.DecimalField(decimal_places=4, max_digits=6)),
                ('at_least', models.DecimalField(decimal_places=2, max_digits=4, null=True)),
                ('at_most', models.DecimalField(decimal_places=2, max_digits=4, null=True)),
                ('year_at_most', models.DecimalField(decimal_places=2, max_digits=4, null=True)),
                ('source', models.CharField(max_length=400)),
                ('verified', models.BooleanField(default=False)),
                ('starts', models.DateField()),
                ('ends', models.DateField(null=True)),
            ],
            options={
                'ordering': ['kind', '-starts'],
                'constraints': [models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='a_rule_of_credits_has_a_source'), models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='a_rule_of_credits_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='CreditRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('edition', 'programme'), ('internship', 'internship'), ('self', 'self-education'), ('exchange', 'exchange of experience'), ('conference', 'conference'), ('outside', 'certificate of another institution')], max_length=10)),
                ('state', models.CharField(choices=[('claimed', 'waits for recognition'), ('recognised', 'recognised'), ('refused', 'refused'), ('annulled', 'annulled')], default='claimed', max_length=10)),
                ('year', models.PositiveSmallIntegerField()),
                ('on', models.DateField()),
                ('title', models.CharField(max_length=500)),
                ('hours', models.DecimalField(decimal_places=1, max_digits=6, null=True)),
                ('credits', models.DecimalField(decimal_places=2, max_digits=5)),
                ('ground', models.CharField(max_length=500)),
                ('source_type', models.CharField(max_length=80)),
                ('source_id', models.CharField(max_length=40)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.PositiveBigIntegerField(null=True)),
                ('because', models.CharField(blank=True, max_length=500)),
                ('certificate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credit_rows', to='credentials.certificate')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='people.person')),
                ('rule', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.creditrule')),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(null=True, unique=True)),
                ('state', models.CharField(choices=[('draft', 'in preparation'), ('announced', 'applications are taken'), ('learning', 'learning goes on'), ('finished', 'finished'), ('cancelled', 'cancelled')], default='draft', max_length=10)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('apply_until', models.DateField()),
                ('places', models.PositiveIntegerField(null=True)),
                ('places_per_council', models.PositiveSmallIntegerField(null=True)),
                ('councils_first_until', models.DateField(null=True)),
                ('place', models.CharField(blank=True, max_length=300)),
                ('online_link', models.URLField(blank=True, max_length=500)),
                ('note', models.TextField(blank=True)),
                ('announced_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('cancelled_because', models.CharField(blank=True, max_length=400)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.PositiveBigIntegerField(null=True)),
                ('manager', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('partner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='organisations.organisation')),
                ('territory', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='territories.unit')),
            ],
            options={
                'ordering': ['-starts_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='EditionModule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('attendance_percent', models.PositiveSmallIntegerField(default=100)),
                ('needs_lessons', models.BooleanField(default=False)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='modules', to='learning.edition')),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.module')),
            ],
            options={
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300)),
                ('text', models.TextField()),
                ('due_at', models.DateTimeField(null=True)),
                ('rubric', models.JSONField(default=list)),
                ('pass_points', models.DecimalField(decimal_places=2, max_digits=5)),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='learning.editionmodule')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post', models.CharField(blank=True, max_length=300)),
                ('category', models.CharField(max_length=20)),
                ('state', models.CharField(choices=[('applied', 'applied'), ('waiting', 'in the queue'), ('admitted', 'admitted'), ('learning', 'learns'), ('completed', 'completed'), ('failed', 'did not complete'), ('refused', 'refused'), ('withdrawn', 'withdrew')], default='applied', max_length=10)),
                ('nominated', models.BooleanField(default=False)),
                ('applied_at', models.DateTimeField()),
                ('applied_by', models.PositiveBigIntegerField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('because', models.CharField(blank=True, max_length=400)),
                ('completed_on', models.DateField(null=True)),
                ('result', models.JSONField(default=dict)),
                ('certificate', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enrolment', to='credentials.certificate')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='learning.edition')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='people.person')),
            ],
            options={
                'ordering': ['applied_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('seed', models.CharField(max_length=40)),
                ('state', models.CharField(choices=[('going', 'goes on'), ('handed_in', 'handed in, waits for marking'), ('marked', 'marked')], default='going', max_length=10)),
                ('started_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(null=True)),
                ('handed_in_at', models.DateTimeField(null=True)),
                ('points', models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ('points_of', models.DecimalField(decimal_places=2, max_digits=7)),
                ('passed', models.BooleanField(null=True)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sittings', to='learning.enrolment')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='IndividualProgramme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post', models.CharField(blank=True, max_length=300)),
                ('year', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'in preparation'), ('agreed', 'agreed'), ('closed', 'closed')], default='draft', max_length=8)),
                ('agreed_on', models.DateField(null=True)),
                ('agreed_by', models.PositiveBigIntegerField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='individual_programmes', to='people.person')),
            ],
            options={
                'ordering': ['-year', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('text', models.TextField(blank=True)),
                ('link', models.URLField(blank=True, max_length=500)),
                ('minutes', models.PositiveSmallIntegerField(null=True)),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lessons', to='learning.editionmodule')),
            ],
            options={
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='LessonRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reads', to='learning.enrolment')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reads', to='learning.lesson')),
            ],
        ),
        migrations.CreateModel(
            name='ModuleHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('lecture', 'lectures'), ('practice', 'practical classes'), ('remote', 'remote classes'), ('visit', 'visits to objects'), ('independent', 'independent work'), ('assessment', 'assessment')], max_length=12)),
                ('hours', models.PositiveSmallIntegerField()),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='learning.module')),
            ],
        ),
        migrations.CreateModel(
            name='ModuleSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='learning.editionmodule')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taught', to='events.session')),
            ],
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('topic', models.CharField(max_length=300)),
                ('kind', models.CharField(choices=[('edition', 'programme'), ('internship', 'internship'), ('self', 'self-education'), ('exchange', 'exchange of experience'), ('conference', 'conference'), ('outside', 'certificate of another institution')], max_length=10)),
                ('credits', models.DecimalField(decimal_places=2, max_digits=4)),
                ('competence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='learning.competence')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='learning.individualprogramme')),
                ('row', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='needs', to='learning.creditrow')),
            ],
            options={
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='OutsideCertificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('institution', models.CharField(max_length=300)),
                ('country', models.CharField(default='UA', max_length=2)),
                ('barred_territory', models.BooleanField(default=False)),
                ('title', models.CharField(max_length=500)),
                ('number', models.CharField(blank=True, max_length=80)),
                ('issued_on', models.DateField()),
                ('hours', models.DecimalField(decimal_places=1, max_digits=6, null=True)),
                ('credits', models.DecimalField(decimal_places=2, max_digits=4, null=True)),
                ('electronic', models.BooleanField(default=True)),
                ('signature_checked', models.BooleanField(null=True)),
                ('credential', models.TextField(blank=True)),
                ('checks', models.JSONField(default=dict)),
                ('told_at', models.DateTimeField(auto_now_add=True)),
                ('told_by', models.PositiveBigIntegerField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outside_certificates', to='people.person')),
            ],
            options={
                'ordering': ['-issued_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(blank=True, max_length=80)),
                ('topic', models.CharField(blank=True, max_length=120)),
                ('kind', models.CharField(choices=[('single', 'one right answer'), ('multiple', 'several right answers'), ('matching', 'matching'), ('numeric', 'a number'), ('open', 'open answer')], max_length=8)),
                ('text', models.TextField()),
                ('body', models.JSONField()),
                ('points', models.DecimalField(decimal_places=2, default=1, max_digits=5)),
                ('feedback', models.TextField(blank=True)),
                ('active', models.BooleanField(default=True)),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='learning.bank')),
                ('follows', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='newer', to='learning.question')),
            ],
            options={
                'ordering': ['topic', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('given', models.JSONField(null=True)),
                ('saved_at', models.DateTimeField(null=True)),
                ('points', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ('remarks', models.TextField(blank=True)),
                ('marked_by', models.PositiveBigIntegerField(null=True)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='learning.attempt')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.question')),
            ],
            options={
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='Provider',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(max_length=300)),
                ('starts', models.DateField()),
                ('ends', models.DateField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delivers', to='organisations.organisation')),
                ('standard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='providers', to='learning.standard')),
            ],
            options={
                'ordering': ['starts', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standards', to='organisations.organisation')),
                ('standard', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partners', to='learning.standard')),
            ],
        ),
        migrations.CreateModel(
            name='StandardVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'in preparation'), ('review', 'under internal review'), ('approval', 'with the partners for approval'), ('approved', 'approved by the partners'), ('sent', 'with НАДС for agreement'), ('in_force', 'in force'), ('archived', 'archived'), ('replaced', 'replaced by the next text'), ('dropped', 'put aside')], default='draft', max_length=10)),
                ('kind', models.CharField(choices=[('general', 'general'), ('special', 'special')], max_length=8)),
                ('length', models.CharField(choices=[('professional', 'professional (certificate) programme'), ('short', 'short-term programme')], max_length=14)),
                ('form', models.CharField(choices=[('in_person', 'in person'), ('remote', 'remote'), ('mixed', 'mixed')], default='in_person', max_length=10)),
                ('language', models.CharField(default='українська', max_length=40)),
                ('title_uk', models.CharField(max_length=300)),
                ('title_en', models.CharField(blank=True, max_length=300)),
                ('purpose', models.TextField(blank=True)),
                ('prerequisites', models.TextField(blank=True)),
                ('categories', models.JSONField(default=list)),
                ('credits', models.DecimalField(decimal_places=2, max_digits=4)),
                ('hours', models.PositiveSmallIntegerField()),
                ('assessment', models.TextField(blank=True)),
                ('literature', models.TextField(blank=True)),
                ('direction', models.CharField(blank=True, max_length=300)),
                ('cost', models.CharField(blank=True, max_length=200)),
                ('contacts', models.CharField(blank=True, max_length=300)),
                ('valid_years', models.PositiveSmallIntegerField(null=True)),
                ('search_key', models.CharField(editable=False, max_length=620)),
                ('body', models.JSONField(default=dict)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('nads_number', models.CharField(blank=True, max_length=60)),
                ('nads_on', models.DateField(null=True)),
                ('nads_until', models.DateField(null=True)),
                ('starts', models.DateField(null=True)),
                ('ends', models.DateField(null=True)),
                ('ended_because', models.CharField(blank=True, max_length=400)),
                ('remarks', models.TextField(blank=True)),
                ('note', models.TextField(blank=True)),
                ('sent_by', models.PositiveBigIntegerField(null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.PositiveBigIntegerField(null=True)),
                ('document', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='standard_version', to='documents.document')),
                ('standard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='learning.standard')),
            ],
            options={
                'ordering': ['standard', '-version'],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('text_uk', models.TextField()),
                ('text_en', models.TextField(blank=True)),
                ('competence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='learning.competence')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='learning.standardversion')),
            ],
            options={
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='module',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='modules', to='learning.standardversion'),
        ),
        migrations.CreateModel(
            name='Equivalence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(max_length=300)),
                ('earlier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.standardversion')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='equivalents', to='learning.standardversion')),
            ],
        ),
        migrations.AddField(
            model_name='edition',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='learning.standardversion'),
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('agreed', models.BooleanField()),
                ('remarks', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.PositiveBigIntegerField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='learning.standardversion')),
            ],
            options={
                'ordering': ['at'],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('text', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('handed_in', 'handed in'), ('returned', 'returned'), ('accepted', 'accepted')], default='handed_in', max_length=10)),
                ('handed_in_at', models.DateTimeField()),
                ('marks', models.JSONField(default=list)),
                ('points', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ('remarks', models.TextField(blank=True)),
                ('marked_at', models.DateTimeField(null=True)),
                ('marked_by', models.PositiveBigIntegerField(null=True)),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='learning.assignment')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='learning.enrolment')),
            ],
            options={
                'ordering': ['version'],
            },
        ),
        migrations.CreateModel(
            name='Teacher',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_uk', models.CharField(max_length=200)),
                ('post', models.CharField(blank=True, max_length=300)),
                ('marks', models.BooleanField(default=False)),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='teachers', to='learning.editionmodule')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='teaches', to='people.person')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Test',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('entry', 'entry test'), ('module', 'test of a module'), ('exit', 'final test')], default='module', max_length=8)),
                ('title', models.CharField(max_length=300)),
                ('minutes', models.PositiveSmallIntegerField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=1)),
                ('pass_percent', models.PositiveSmallIntegerField(default=60)),
                ('review', models.CharField(choices=[('never', 'result only'), ('after', 'after each attempt'), ('closed', 'after the test is closed')], default='after', max_length=8)),
                ('opens_at', models.DateTimeField(null=True)),
                ('closes_at', models.DateTimeField(null=True)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tests', to='learning.edition')),
                ('module', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='tests', to='learning.editionmodule')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Draw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(blank=True, max_length=120)),
                ('count', models.PositiveSmallIntegerField()),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.bank')),
                ('test', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='draws', to='learning.test')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='attempt',
            name='test',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sittings', to='learning.test'),
        ),
        migrations.CreateModel(
            name='YearStanding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('category', models.CharField(max_length=20)),
                ('credits', models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                ('self_credits', models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                ('met', models.BooleanField(default=False)),
                ('due_on', models.DateField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='year_standings', to='people.person')),
                ('raion', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='territories.unit')),
            ],
        ),
        migrations.AddIndex(
            model_name='creditrow',
            index=models.Index(fields=['person', 'year'], name='credits_of_a_year'),
        ),
        migrations.AddConstraint(
            model_name='creditrow',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'annulled'), _negated=True), fields=('person', 'source_type', 'source_id'), name='a_thing_is_counted_once'),
        ),
        migrations.AddConstraint(
            model_name='creditrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['refused', 'annulled']), _negated=True), models.Q(('because', ''), _negated=True), _connector='OR'), name='a_credit_is_refused_for_a_reason'),
        ),
        migrations.AddIndex(
            model_name='enrolment',
            index=models.Index(fields=['edition', 'state'], name='enrolment_by_state'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['refused', 'withdrawn']), _negated=True), fields=('edition', 'person'), name='one_is_enrolled_once'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['refused', 'failed']), _negated=True), models.Q(('because', ''), _negated=True), _connector='OR'), name='one_is_refused_or_fails_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='lessonread',
            constraint=models.UniqueConstraint(fields=('lesson', 'enrolment'), name='a_lesson_is_read_once'),
        ),
        migrations.AddConstraint(
            model_name='editionmodule',
            constraint=models.UniqueConstraint(fields=('edition', 'module'), name='a_module_stands_once_in_an_edition'),
        ),
        migrations.AddConstraint(
            model_name='editionmodule',
            constraint=models.CheckConstraint(condition=models.Q(('attendance_percent__lte', 100)), name='a_share_is_at_most_all'),
        ),
        migrations.AddConstraint(
            model_name='modulehours',
            constraint=models.UniqueConstraint(fields=('module', 'kind'), name='hours_of_a_kind_stand_once'),
        ),
        migrations.AddConstraint(
            model_name='modulesession',
            constraint=models.UniqueConstraint(fields=('module', 'session'), name='a_session_teaches_a_module_once'),
        ),
        migrations.AddIndex(
            model_name='question',
            index=models.Index(fields=['bank', 'topic'], name='question_by_topic'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('attempt', 'question'), name='a_question_is_asked_once'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.UniqueConstraint(fields=('standard', 'organisation'), name='a_partner_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='standardversion',
            constraint=models.UniqueConstraint(fields=('standard', 'version'), name='a_version_of_a_standard_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='standardversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'in_force')), fields=('standard',), name='one_version_of_a_standard_in_force'),
        ),
        migrations.AddConstraint(
            model_name='standardversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'review', 'approval', 'approved', 'sent'])), fields=('standard',), name='one_version_of_a_standard_on_the_table'),
        ),
        migrations.AddConstraint(
            model_name='standardversion',
            constraint=models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='a_version_of_a_standard_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='equivalence',
            constraint=models.UniqueConstraint(fields=('version', 'earlier'), name='an_equivalence_stands_once'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['state', 'starts_on'], name='edition_by_state_and_day'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='an_edition_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('cancelled_because', ''), _negated=True), _connector='OR'), name='an_edition_is_cancelled_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.UniqueConstraint(fields=('version', 'organisation', 'sha256'), name='a_partner_answers_a_text_once'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.CheckConstraint(condition=models.Q(('agreed', True), models.Q(('remarks', ''), _negated=True), _connector='OR'), name='a_refusal_of_a_text_has_remarks'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(fields=('assignment', 'enrolment', 'version'), name='a_submission_has_its_version'),
        ),
        migrations.AddConstraint(
            model_name='test',
            constraint=models.CheckConstraint(condition=models.Q(('pass_percent__lte', 100)), name='a_pass_is_at_most_all'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(fields=('test', 'enrolment', 'number'), name='an_attempt_has_its_number'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'going')), fields=('test', 'enrolment'), name='one_attempt_goes_on'),
        ),
        migrations.AddIndex(
            model_name='yearstanding',
            index=models.Index(fields=['year', 'organisation'], name='standing_by_council'),
        ),
        migrations.AddIndex(
            model_name='yearstanding',
            index=models.Index(fields=['year', 'raion', 'category'], name='standing_by_raion'),
        ),
        migrations.AddConstraint(
            model_name='yearstanding',
            constraint=models.UniqueConstraint(fields=('person', 'year'), name='one_standing_a_year'),
        ),
    ]
