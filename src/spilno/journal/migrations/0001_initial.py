from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(unique=True)),
                ('at', models.DateTimeField()),
                ('act', models.CharField(db_index=True, max_length=80)),
                ('object_type', models.CharField(max_length=80)),
                ('object_id', models.CharField(max_length=40)),
                ('by', models.PositiveBigIntegerField(null=True)),
                ('ground', models.TextField(blank=True)),
                ('facts', models.JSONField(default=dict)),
                ('line', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('previous', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64, unique=True)),
            ],
            options={
                'ordering': ['number'],
                'indexes': [models.Index(fields=['object_type', 'object_id', 'number'], name='journal_by_object')],
            },
        ),
        migrations.CreateModel(
            name='Head',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(default=0)),
                ('hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='DailyDuty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('day', models.DateField()),
                ('taken_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('said', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['-day', 'name'],
                'constraints': [models.UniqueConstraint(fields=('name', 'day'), name='one_duty_a_day')],
            },
        ),
        migrations.CreateModel(
            name='DailyHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('number', models.PositiveBigIntegerField()),
                ('hash', models.CharField(max_length=64)),
            ],
        ),
    ]
