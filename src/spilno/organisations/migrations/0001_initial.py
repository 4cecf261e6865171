import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('territories', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('council', 'council'), ('association', 'association'), ('education', 'education institution'), ('state', 'state body'), ('civil', 'civil association'), ('company', 'company'), ('foreign', 'foreign partner')], max_length=12)),
                ('level', models.CharField(blank=True, choices=[('region', 'oblast council'), ('raion', 'raion council'), ('city', 'city council'), ('city_district', 'city-district council'), ('settlement', 'settlement council'), ('village', 'village council')], max_length=14)),
                ('name_uk', models.CharField(db_index=True, max_length=300)),
                ('search_key', models.CharField(db_index=True, editable=False, max_length=300)),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=120)),
                ('name_en', models.CharField(blank=True, max_length=300)),
                ('place_uk', models.CharField(blank=True, max_length=100)),
                ('place_en', models.CharField(blank=True, max_length=100)),
                ('edrpou', models.CharField(blank=True, db_index=True, max_length=8)),
                ('population', models.PositiveIntegerField(blank=True, null=True)),
                ('population_on', models.DateField(blank=True, null=True)),
                ('population_source', models.CharField(blank=True, max_length=200)),
                ('military_administration', models.BooleanField(default=False)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('website', models.URLField(blank=True)),
                ('address', models.CharField(blank=True, max_length=300)),
                ('ended', models.DateField(null=True)),
                ('territory', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='territories.unit')),
                ('country', models.CharField(db_index=True, default='UA', max_length=2)),
                ('ours', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['sort_key'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'council'), _negated=True), models.Q(('level', ''), _negated=True), _connector='OR'), name='a_council_has_a_level'), models.UniqueConstraint(condition=models.Q(('ours', True)), fields=('ours',), name='one_organisation_is_ours')],
            },
        ),
        migrations.CreateModel(
            name='OrganisationName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_uk', models.CharField(max_length=300)),
                ('search_key', models.CharField(db_index=True, editable=False, max_length=300)),
                ('starts', models.DateField(null=True)),
                ('ends', models.DateField(null=True)),
                ('ground', models.CharField(blank=True, max_length=300)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='organisations.organisation')),
            ],
            options={
                'ordering': ['organisation', 'starts'],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('merged', 'merged into'), ('renamed', 'renamed to'), ('split', 'divided into'), ('abolished', 'abolished')], max_length=10)),
                ('on', models.DateField()),
                ('ground', models.CharField(max_length=300)),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='organisations.organisation')),
                ('successor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessions', to='organisations.organisation')),
            ],
            options={
                'ordering': ['on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('predecessor', 'successor'), name='one_succession_per_pair'), models.CheckConstraint(condition=models.Q(('successor__isnull', True), models.Q(('successor', models.F('predecessor')), _negated=True), _connector='OR'), name='nobody_succeeds_himself')],
            },
        ),
    ]
