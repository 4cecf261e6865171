import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('attendance', 'certificate of attendance'), ('speaker', 'certificate of a speaker'), ('paper', 'certificate of a paper'), ('visit', 'statement of participation'), ('programme', 'certificate of professional development')], max_length=14)),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=20, unique=True)),
                ('holder_key', models.CharField(blank=True, max_length=80)),
                ('holder_name', models.CharField(max_length=300)),
                ('holder_to', models.CharField(blank=True, max_length=300)),
                ('holder_name_en', models.CharField(blank=True, max_length=300)),
                ('holder_post', models.CharField(blank=True, max_length=300)),
                ('holder_search', models.CharField(db_index=True, editable=False, max_length=300)),
                ('title', models.CharField(max_length=500)),
                ('title_en', models.CharField(blank=True, max_length=500)),
                ('issuers', models.JSONField(default=list)),
                ('facts', models.JSONField(default=dict)),
                ('hours', models.DecimalField(decimal_places=1, max_digits=6, null=True)),
                ('object_type', models.CharField(max_length=80)),
                ('object_id', models.CharField(max_length=40)),
                ('issued_on', models.DateField()),
                ('issued_by', models.PositiveBigIntegerField(null=True)),
                ('revoked_on', models.DateField(null=True)),
                ('revoked_because', models.CharField(blank=True, max_length=400)),
                ('document', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='documents.document')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='people.person')),
                ('suspended_because', models.CharField(blank=True, max_length=400)),
                ('suspended_on', models.DateField(null=True)),
                ('valid_until', models.DateField(null=True)),
            ],
            options={
                'ordering': ['-year', '-number'],
                'indexes': [models.Index(fields=['object_type', 'object_id'], name='certificate_by_object'), models.Index(fields=['valid_until'], name='certificate_by_term')],
                'constraints': [models.UniqueConstraint(fields=('year', 'number'), name='a_number_of_a_certificate_is_used_once'), models.CheckConstraint(condition=models.Q(('revoked_on__isnull', True), models.Q(('revoked_because', ''), _negated=True), _connector='OR'), name='a_certificate_is_revoked_for_a_reason'), models.CheckConstraint(condition=models.Q(('revoked_on__isnull', True), ('revoked_on__gte', models.F('issued_on')), _connector='OR'), name='a_certificate_is_revoked_after_it_is_issued'), models.UniqueConstraint(condition=models.Q(('revoked_on__isnull', True), models.Q(('holder_key', ''), _negated=True)), fields=('object_type', 'object_id', 'kind', 'holder_key'), name='one_valid_certificate_of_a_kind'), models.CheckConstraint(condition=models.Q(('suspended_on__isnull', True), models.Q(('suspended_because', ''), _negated=True), _connector='OR'), name='a_certificate_is_suspended_for_a_reason'), models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('issued_on')), _connector='OR'), name='a_term_of_a_certificate_ends_after_it_is_issued')],
            },
        ),
        migrations.CreateModel(
            name='SigningKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('multikey', models.CharField(max_length=80, unique=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('retired_at', models.DateTimeField(null=True)),
                ('revoked_since', models.DateTimeField(null=True)),
                ('revoked_because', models.CharField(blank=True, max_length=400)),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('revoked_since__isnull', True), models.Q(('revoked_because', ''), _negated=True), _connector='OR'), name='a_key_is_revoked_for_a_reason'), models.CheckConstraint(condition=models.Q(('revoked_since__isnull', True), ('retired_at__isnull', False), _connector='OR'), name='a_revoked_key_signs_no_more')],
            },
        ),
        migrations.CreateModel(
            name='StatusList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revocation', models.TextField()),
                ('suspension', models.TextField()),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Credential',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('body', models.TextField()),
                ('token', models.TextField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('certificate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='credential', to='credentials.certificate')),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='credentials.signingkey')),
                ('status', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='credentials.statuslist')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('status', 'place'), name='a_place_in_a_status_list_is_taken_once')],
            },
        ),
    ]
