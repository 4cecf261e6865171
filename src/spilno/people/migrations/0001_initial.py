import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('family_name', models.CharField(db_index=True, max_length=100)),
                ('given_name', models.CharField(max_length=100)),
                ('patronymic', models.CharField(blank=True, max_length=100)),
                ('gender', models.CharField(choices=[('f', 'feminine'), ('m', 'masculine')], max_length=1)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('fictional', models.BooleanField(default=False)),
                ('consent_at', models.DateTimeField(null=True)),
                ('consent_text', models.CharField(blank=True, max_length=40)),
                ('erased_at', models.DateTimeField(null=True)),
                ('search_key', models.CharField(db_index=True, editable=False, max_length=310)),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=120)),
                ('merged_into', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('user', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='person', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['sort_key'],
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post_uk', models.CharField(max_length=200)),
                ('post_en', models.CharField(blank=True, max_length=200)),
                ('category', models.CharField(choices=[('head', 'head of a council or hromada'), ('deputy', 'deputy head'), ('council_secretary', 'secretary of the council'), ('starosta', 'starosta'), ('official', 'official'), ('state_head', 'head of a local state administration'), ('state_first_deputy', 'first deputy head of a local state administration'), ('state_deputy', 'deputy head of a local state administration'), ('civil_servant', 'civil servant'), ('councillor', 'councillor'), ('other', 'other')], default='official', max_length=20)),
                ('acting', models.BooleanField(default=False)),
                ('starts', models.DateField()),
                ('ends', models.DateField(null=True)),
                ('act', models.CharField(max_length=300)),
                ('ended_by', models.CharField(blank=True, max_length=300)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='organisations.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='people.person')),
            ],
            options={
                'ordering': ['-starts'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='office_ends_after_start')],
            },
        ),
    ]
