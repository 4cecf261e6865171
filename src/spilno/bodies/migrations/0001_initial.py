import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('general_meeting', 'General Meeting'), ('president', 'President'), ('board', 'Board'), ('section', 'section'), ('commission', 'profile commission'), ('audit', 'audit commission'), ('directorate', 'Executive Directorate')], max_length=16)),
                ('name_uk', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('genitive_uk', models.CharField(blank=True, max_length=200)),
                ('level', models.CharField(blank=True, choices=[('region', 'oblast council'), ('raion', 'raion council'), ('city', 'city council'), ('city_district', 'city-district council'), ('settlement', 'settlement council'), ('village', 'village council')], max_length=14)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('ended', models.DateField(null=True)),
            ],
            options={
                'verbose_name_plural': 'bodies',
                'ordering': ['order', 'name_uk'],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('chair', 'chair'), ('deputy', 'deputy chair'), ('secretary', 'secretary'), ('member', 'member')], default='member', max_length=10)),
                ('title_uk', models.CharField(max_length=200)),
                ('title_en', models.CharField(blank=True, max_length=200)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('signs', models.BooleanField(default=False)),
                ('rights', models.JSONField(default=list)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='bodies.body')),
            ],
            options={
                'ordering': ['body', 'order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('acting', models.BooleanField(default=False)),
                ('starts', models.DateField()),
                ('ends', models.DateField(null=True)),
                ('ground', models.CharField(max_length=400)),
                ('ended_by', models.CharField(blank=True, max_length=400)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='people.person')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='bodies.seat')),
            ],
            options={
                'ordering': ['seat', '-starts'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='term_ends_after_start')],
            },
        ),
    ]
