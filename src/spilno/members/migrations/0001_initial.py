import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('full', 'full member'), ('collective', 'collective member'), ('associate', 'associate member'), ('honorary', 'honorary member')], default='full', max_length=12)),
                ('state', models.CharField(choices=[('applied', 'applied'), ('admitted', 'admitted by the Board'), ('confirmed', 'member'), ('suspended', 'suspended'), ('left', 'left the Association'), ('excluded', 'excluded'), ('declined', 'declined'), ('ended', 'ended with the council')], default='applied', max_length=12)),
                ('number', models.PositiveIntegerField(null=True)),
                ('founder', models.BooleanField(default=False)),
                ('joined_on', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('council_decision', models.CharField(blank=True, max_length=300)),
                ('council_decided_on', models.DateField(null=True)),
                ('other_associations', models.CharField(blank=True, max_length=300)),
                ('note', models.TextField(blank=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organisations.organisation')),
            ],
            options={
                'ordering': ['organisation__sort_key'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['applied', 'admitted', 'confirmed', 'suspended'])), fields=('organisation',), name='one_open_membership_per_organisation'), models.UniqueConstraint(condition=models.Q(('number__isnull', False)), fields=('number',), name='one_number_in_the_register')],
            },
        ),
        migrations.CreateModel(
            name='MembershipStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('applied', 'applied'), ('admitted', 'admitted by the Board'), ('confirmed', 'member'), ('suspended', 'suspended'), ('left', 'left the Association'), ('excluded', 'excluded'), ('declined', 'declined'), ('ended', 'ended with the council')], max_length=12)),
                ('on', models.DateField()),
                ('ground', models.CharField(max_length=400)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='members.membership')),
            ],
            options={
                'ordering': ['membership', 'on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('representative', 'representative'), ('substitute', 'substitute')], default='representative', max_length=14)),
                ('act', models.CharField(max_length=300)),
                ('starts', models.DateField()),
                ('ends', models.DateField(null=True)),
                ('ended_by', models.CharField(blank=True, max_length=300)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='people.person')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='members.membership')),
            ],
            options={
                'ordering': ['membership', '-starts'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='mandate_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='MandateImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('act', models.CharField(max_length=300)),
                ('starts', models.DateField()),
                ('state', models.CharField(choices=[('preview', 'preview'), ('committed', 'committed'), ('dropped', 'dropped')], default='preview', max_length=10)),
                ('rows', models.JSONField(default=list)),
                ('counts', models.JSONField(default=dict)),
                ('created_by', models.PositiveBigIntegerField(null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('committed_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='DuesTable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True)),
                ('ground', models.CharField(max_length=300)),
                ('adopted_on', models.DateField(null=True)),
                ('assessed_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-year'],
            },
        ),
        migrations.CreateModel(
            name='DuesRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('region', 'oblast council'), ('raion', 'raion council'), ('city', 'city council'), ('city_district', 'city-district council'), ('settlement', 'settlement council'), ('village', 'village council')], max_length=14)),
                ('flat', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('per_resident', models.DecimalField(decimal_places=4, max_digits=8, null=True)),
                ('minimum', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('maximum', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rates', to='members.duestable')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('table', 'level'), name='one_rate_per_level')],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12)),
                ('reckoning', models.JSONField(default=dict)),
                ('due_on', models.DateField()),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='members.membership')),
            ],
            options={
                'ordering': ['-year'],
                'constraints': [models.UniqueConstraint(fields=('membership', 'year'), name='one_assessment_per_year')],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12)),
                ('paid_on', models.DateField()),
                ('document', models.CharField(max_length=200)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='members.assessment')),
            ],
            options={
                'ordering': ['paid_on'],
            },
        ),
    ]
