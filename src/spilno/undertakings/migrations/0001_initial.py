import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('bodies', '0001_initial'),
        ('organisations', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Undertaking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('what', models.TextField()),
                ('due_on', models.DateField(null=True)),
                ('state', models.CharField(choices=[('open', 'being done'), ('reported', 'reported as done'), ('accepted', 'done'), ('dropped', 'taken off control')], default='open', max_length=10)),
                ('ground', models.CharField(max_length=400)),
                ('source_type', models.CharField(max_length=80)),
                ('source_id', models.CharField(max_length=40)),
                ('opened_on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('ended_by', models.CharField(blank=True, max_length=400)),
                ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undertakings', to='bodies.body')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undertakings', to='organisations.organisation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undertakings', to='people.person')),
                ('public', models.BooleanField(default=True)),
            ],
            options={
                'ordering': [models.OrderBy(models.F('due_on'), nulls_last=True), 'number'],
                'indexes': [models.Index(fields=['source_type', 'source_id'], name='undertaking_by_source')],
                'constraints': [models.CheckConstraint(condition=models.Q(('organisation__isnull', False), ('body__isnull', False), ('person__isnull', False), _connector='OR'), name='an_undertaking_binds_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.PositiveBigIntegerField(null=True)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('accepted', models.BooleanField(null=True)),
                ('answer', models.TextField(blank=True)),
                ('undertaking', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='undertakings.undertaking')),
            ],
            options={
                'ordering': ['at'],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was_due', models.DateField(null=True)),
                ('due_on', models.DateField()),
                ('ground', models.CharField(max_length=400)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('undertaking', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='undertakings.undertaking')),
            ],
            options={
                'ordering': ['at'],
            },
        ),
    ]
