from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_uk', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('text', models.TextField()),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('starts', models.DateField(null=True, unique=True)),
                ('adopted_by_uk', models.CharField(blank=True, max_length=300)),
                ('adopted_by_en', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-starts', '-pk'],
            },
        ),
    ]
