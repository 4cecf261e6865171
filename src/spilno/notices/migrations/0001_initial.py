import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('convocation', 'notice of a meeting'), ('materials', 'materials of a meeting'), ('change', 'change or cancellation'), ('minutes', 'minutes laid open for objections'), ('dues', 'dues'), ('duty', 'undertaking'), ('invitation', 'invitation to sign in'), ('event', 'joint event'), ('learning', 'learning by a programme'), ('other', 'other')], max_length=20)),
                ('official', models.BooleanField(default=True)),
                ('subject', models.CharField(max_length=300)),
                ('text', models.TextField()),
                ('object_type', models.CharField(blank=True, max_length=80)),
                ('object_id', models.CharField(blank=True, max_length=40)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.PositiveBigIntegerField(null=True)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['object_type', 'object_id', 'kind'], name='notice_by_object')],
            },
        ),
        migrations.CreateModel(
            name='NoticeFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('content_type', models.CharField(max_length=100)),
                ('file', models.FileField(upload_to='notices/%Y/%m/')),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='notices.notice')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300)),
                ('address', models.EmailField(blank=True, max_length=254)),
                ('recipient_type', models.CharField(blank=True, max_length=80)),
                ('recipient_id', models.CharField(blank=True, max_length=40)),
                ('token', models.CharField(max_length=40, unique=True)),
                ('state', models.CharField(choices=[('queued', 'waits to be sent'), ('sent', 'the mail server took it'), ('confirmed', 'receipt confirmed'), ('failed', 'not delivered'), ('no_address', 'no address is known'), ('opted_out', 'asked not to get such letters')], default='queued', max_length=12)),
                ('pending', models.CharField(choices=[('first', 'first letter'), ('resend', 'sent again'), ('reminder', 'reminder')], default='first', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_try_at', models.DateTimeField(null=True)),
                ('message_id', models.CharField(blank=True, max_length=200)),
                ('answer', models.CharField(blank=True, max_length=500)),
                ('sent_at', models.DateTimeField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('confirmed_by', models.PositiveBigIntegerField(null=True)),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='notices.notice')),
                ('link', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['next_try_at'], name='delivery_queue')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), ('confirmed_at__isnull', False), _connector='OR'), name='delivery_confirmed_has_time'), models.CheckConstraint(condition=models.Q(('next_try_at__isnull', True), models.Q(('address', ''), _negated=True), _connector='OR'), name='delivery_queue_has_address')],
            },
        ),
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('first', 'first letter'), ('resend', 'sent again'), ('reminder', 'reminder')], max_length=10)),
                ('at', models.DateTimeField()),
                ('address', models.EmailField(max_length=254)),
                ('message_id', models.CharField(max_length=200)),
                ('accepted', models.BooleanField()),
                ('code', models.PositiveSmallIntegerField(default=0)),
                ('answer', models.CharField(max_length=500)),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sendings', to='notices.delivery')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Optout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, unique=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
    ]
