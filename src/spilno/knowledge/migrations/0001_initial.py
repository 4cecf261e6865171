import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('events', '0001_initial'),
        ('meetings', '0001_initial'),
        ('organisations', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Practice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('title', models.CharField(max_length=300)),
                ('topic', models.CharField(choices=[('services', 'administrative services'), ('budget', 'budget and finance'), ('planning', 'strategic planning'), ('energy', 'energy and housing'), ('education', 'education'), ('health', 'health care'), ('social', 'social protection, veterans, displaced people'), ('safety', 'safety and civil protection'), ('culture', 'culture, youth, sports'), ('economy', 'economy and investments'), ('digital', 'digital transformation'), ('cooperation', 'cooperation of hromadas'), ('other', 'other')], default='other', max_length=12)),
                ('problem', models.TextField(blank=True)),
                ('solution', models.TextField(blank=True)),
                ('result', models.TextField(blank=True)),
                ('cost', models.CharField(blank=True, max_length=300)),
                ('conditions', models.TextField(blank=True)),
                ('started_on', models.DateField(null=True)),
                ('contact_post', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('review', 'being reviewed'), ('published', 'published'), ('retired', 'no longer kept up')], default='draft', max_length=10)),
                ('licence', models.CharField(default='CC BY 4.0', max_length=14)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('written_by', models.PositiveBigIntegerField(null=True)),
                ('phone_key', models.CharField(max_length=40, null=True, unique=True)),
                ('published_on', models.DateField(null=True)),
                ('review_due_on', models.DateField(null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('adopted_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grew_from_here', to='knowledge.practice')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='practices', to='people.person')),
                ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='practices', to='organisations.organisation')),
                ('seen_at_event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='practices', to='events.event')),
                ('seen_at_meeting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='practices', to='meetings.meeting')),
                ('seen_at_stop', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='practices', to='meetings.visitstop')),
                ('remarks', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-published_on', '-number'],
                'indexes': [models.Index(fields=['state', 'topic'], name='practice_by_topic')],
                'constraints': [models.CheckConstraint(condition=models.Q(('adopted_from__isnull', True), models.Q(('adopted_from', models.F('pk')), _negated=True), _connector='OR'), name='a_practice_does_not_come_from_itself'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_on__isnull', False), _connector='OR'), name='a_published_practice_has_its_day')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('content', models.JSONField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.PositiveBigIntegerField(null=True)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='knowledge.practice')),
            ],
            options={
                'ordering': ['-version'],
                'constraints': [models.UniqueConstraint(fields=('practice', 'version'), name='revisions_are_numbered')],
            },
        ),
        migrations.CreateModel(
            name='Adoption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.TextField()),
                ('planned_on', models.DateField()),
                ('due_on', models.DateField(null=True)),
                ('state', models.CharField(choices=[('planned', 'planned'), ('started', 'started'), ('works', 'works'), ('dropped', 'given up')], default='planned', max_length=8)),
                ('by', models.PositiveBigIntegerField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='organisations.organisation')),
                ('responsible', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('own_practice', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='adoption_behind', to='knowledge.practice')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='knowledge.practice')),
                ('asked_month', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['-planned_on', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('practice', 'organisation'), name='a_council_adopts_once')],
            },
        ),
        migrations.CreateModel(
            name='AdoptionStatus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('month', models.PositiveSmallIntegerField(null=True)),
                ('state', models.CharField(choices=[('planned', 'planned'), ('started', 'started'), ('works', 'works'), ('dropped', 'given up')], max_length=8)),
                ('effect', models.TextField(blank=True)),
                ('by', models.PositiveBigIntegerField(null=True)),
                ('adoption', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statuses', to='knowledge.adoption')),
            ],
            options={
                'ordering': ['on', 'pk'],
            },
        ),
    ]
