import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=19, unique=True)),
                ('stable', models.CharField(max_length=5, unique=True)),
                ('category', models.CharField(choices=[('O', 'region'), ('K', 'city with special status'), ('P', 'raion'), ('H', 'hromada'), ('M', 'city'), ('T', 'town'), ('X', 'settlement'), ('C', 'village'), ('B', 'city district')], max_length=1)),
                ('name', models.CharField(db_index=True, max_length=120)),
                ('search_key', models.CharField(db_index=True, editable=False, max_length=120)),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=120)),
                ('tile_name', models.CharField(blank=True, max_length=40)),
                ('ended', models.DateField(null=True)),
                ('tile_x', models.PositiveSmallIntegerField(null=True)),
                ('tile_y', models.PositiveSmallIntegerField(null=True)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='territories.unit')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='UnitName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(db_index=True, max_length=120)),
                ('search_key', models.CharField(db_index=True, editable=False, max_length=120)),
                ('starts', models.DateField(null=True)),
                ('ends', models.DateField(null=True)),
                ('ground', models.CharField(blank=True, max_length=300)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='territories.unit')),
            ],
            options={
                'ordering': ['unit', 'starts'],
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('codifier', 'codifier'), ('councils', 'councils'), ('members', 'members of the association'), ('credits', 'certificates of earlier years'), ('questions', 'questions of a bank'), ('staff', 'staff of a council')], default='codifier', max_length=10)),
                ('name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('reading', 'being read'), ('preview', 'preview'), ('writing', 'being taken in'), ('refused', 'not taken in'), ('committed', 'committed'), ('dropped', 'dropped')], default='preview', max_length=10)),
                ('data', models.JSONField(default=list)),
                ('rows', models.JSONField(default=list)),
                ('counts', models.JSONField(default=dict)),
                ('plan', models.CharField(blank=True, max_length=64)),
                ('settlements', models.BooleanField(default=False)),
                ('edition_on', models.DateField(null=True)),
                ('ground', models.CharField(blank=True, max_length=300)),
                ('created_by', models.PositiveBigIntegerField(null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('committed_at', models.DateTimeField(null=True)),
                ('refusal', models.JSONField(default=dict)),
                ('source', models.FileField(blank=True, upload_to='imports/')),
            ],
        ),
    ]
