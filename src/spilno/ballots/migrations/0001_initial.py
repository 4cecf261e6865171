import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('members', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=500)),
                ('text', models.TextField(blank=True)),
                ('method', models.CharField(choices=[('open', 'open vote'), ('roll_call', 'roll-call vote'), ('by_hand', 'show of hands, counted by the commission'), ('secret', 'secret ballot')], max_length=10)),
                ('matter', models.CharField(max_length=40)),
                ('state', models.CharField(choices=[('open', 'voting goes on'), ('closed', 'closed'), ('cancelled', 'cancelled')], default='open', max_length=10)),
                ('opened_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('cancelled_because', models.CharField(blank=True, max_length=300)),
                ('entitled', models.PositiveIntegerField()),
                ('present', models.PositiveIntegerField()),
                ('recused', models.PositiveIntegerField(default=0)),
                ('quorum_needed', models.PositiveIntegerField()),
                ('share', models.CharField(max_length=12)),
                ('strict', models.BooleanField()),
                ('base', models.CharField(max_length=10)),
                ('article', models.CharField(max_length=40)),
                ('votes_for', models.PositiveIntegerField(null=True)),
                ('votes_against', models.PositiveIntegerField(null=True)),
                ('votes_abstained', models.PositiveIntegerField(null=True)),
                ('not_voted', models.PositiveIntegerField(null=True)),
                ('absent', models.PositiveIntegerField(null=True)),
                ('needed', models.PositiveIntegerField(null=True)),
                ('carried', models.BooleanField(null=True)),
                ('kind', models.CharField(choices=[('motion', 'for or against'), ('plurality', 'one candidate, with a run-off'), ('approval', 'as many candidates as the voter approves of'), ('stv', 'candidates in the order of preference')], default='motion', max_length=10)),
                ('lot', models.JSONField(default=list)),
                ('run_off_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='run_offs', to='ballots.question')),
                ('seats', models.PositiveSmallIntegerField(default=1)),
                ('level_base', models.CharField(blank=True, max_length=10)),
                ('level_share', models.CharField(blank=True, max_length=12)),
                ('level_strict', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['opened_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Candidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidates', to='ballots.question')),
            ],
            options={
                'ordering': ['question', 'number'],
                'constraints': [models.UniqueConstraint(fields=('question', 'number'), name='one_candidate_per_number')],
            },
        ),
        migrations.CreateModel(
            name='Elector',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300)),
                ('place', models.CharField(blank=True, max_length=100)),
                ('holder_name', models.CharField(blank=True, max_length=200)),
                ('by_proxy', models.BooleanField(default=False)),
                ('present', models.BooleanField()),
                ('recused', models.BooleanField(default=False)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('holder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('membership', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.membership')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='electors', to='ballots.question')),
                ('level', models.CharField(blank=True, max_length=14)),
            ],
            options={
                'ordering': ['question', 'order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('question', 'membership'), name='one_right_per_member')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.CharField(max_length=200)),
                ('via', models.CharField(choices=[('phone', 'from the phone'), ('hand', 'by the counting commission')], default='phone', max_length=6)),
                ('cast_at', models.DateTimeField()),
                ('cast_by', models.PositiveBigIntegerField(null=True)),
                ('elector', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='vote', to='ballots.elector')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='ballots.question')),
            ],
        ),
        migrations.CreateModel(
            name='HandSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entered_by', models.PositiveBigIntegerField()),
                ('entered_name', models.CharField(max_length=200)),
                ('votes_for', models.PositiveIntegerField()),
                ('votes_against', models.PositiveIntegerField()),
                ('votes_abstained', models.PositiveIntegerField()),
                ('roll', models.JSONField(default=dict)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='ballots.question')),
                ('pile', models.JSONField(default=dict)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('question', 'entered_by'), name='one_sheet_per_counter')],
            },
        ),
        migrations.CreateModel(
            name='SecretVote',
            fields=[
                ('question', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='secret', serialize=False, to='ballots.question')),
                ('modulus', models.TextField()),
                ('exponent', models.PositiveIntegerField(default=65537)),
                ('primes', models.TextField(blank=True)),
                ('seal', models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='PaperGiven',
            fields=[
                ('elector', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='paper', serialize=False, to='ballots.elector')),
                ('digest', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='BallotCast',
            fields=[
                ('token', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('prefix', models.CharField(max_length=64)),
                ('signature', models.TextField()),
                ('choice', models.CharField(max_length=200)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ballots', to='ballots.question')),
            ],
        ),
    ]
