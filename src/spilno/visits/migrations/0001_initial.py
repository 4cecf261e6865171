import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('meetings', '0001_initial'),
        ('members', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300)),
                ('text', models.TextField(blank=True)),
                ('topic', models.CharField(blank=True, max_length=300)),
                ('meeting_between_first', models.DateField()),
                ('meeting_between_last', models.DateField()),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField()),
                ('state', models.CharField(choices=[('draft', 'in preparation'), ('announced', 'announced'), ('chosen', 'the host is chosen'), ('cancelled', 'cancelled')], default='draft', max_length=10)),
                ('cancelled_because', models.CharField(blank=True, max_length=400)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('meeting', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='host_call', to='meetings.meeting')),
            ],
            options={
                'ordering': ['-closes_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='a_host_call_ends'), models.CheckConstraint(condition=models.Q(('meeting_between_last__gte', models.F('meeting_between_first'))), name='a_host_call_has_days_of_the_meeting')],
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practices', models.TextField()),
                ('venue', models.CharField(max_length=300)),
                ('capacity', models.PositiveIntegerField()),
                ('shelter', models.CharField(max_length=300)),
                ('shelter_capacity', models.PositiveIntegerField()),
                ('transport', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('offered', 'offered'), ('chosen', 'chosen'), ('not_chosen', 'not chosen this time'), ('withdrawn', 'withdrawn')], default='offered', max_length=10)),
                ('offered_at', models.DateTimeField(auto_now_add=True)),
                ('offered_by', models.PositiveBigIntegerField(null=True)),
                ('chosen_on', models.DateField(null=True)),
                ('chosen_by_act', models.CharField(blank=True, max_length=300)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='visits.call')),
                ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.decision')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='host_offers', to='members.membership')),
            ],
            options={
                'ordering': ['offered_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('call', 'membership'), name='a_member_offers_once'), models.UniqueConstraint(condition=models.Q(('state', 'chosen')), fields=('call',), name='one_host_is_chosen')],
            },
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('capacity', models.PositiveIntegerField()),
                ('guide', models.CharField(blank=True, max_length=200)),
                ('guide_phone', models.CharField(blank=True, max_length=40)),
                ('transport', models.CharField(blank=True, max_length=300)),
                ('gathers_at', models.DateTimeField(null=True)),
                ('gathers_where', models.CharField(blank=True, max_length=300)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visit_groups', to='meetings.meeting')),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'name'), name='groups_have_names')],
            },
        ),
        migrations.CreateModel(
            name='GroupPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('joined_at', models.DateTimeField(auto_now_add=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visitors', to='visits.group')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visit_places', to='meetings.meeting')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['joined_at'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='one_group_for_a_visitor')],
            },
        ),
        migrations.CreateModel(
            name='LearningQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('answer', models.TextField(blank=True)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('asked_by', models.PositiveBigIntegerField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='learning_questions', to='meetings.meeting')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.membership')),
            ],
            options={
                'ordering': ['asked_at'],
            },
        ),
        migrations.CreateModel(
            name='SafetyRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='safety_read', to='meetings.meeting')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['at'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='safety_is_read_by_each_once')],
            },
        ),
    ]
