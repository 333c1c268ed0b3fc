import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0004_interview_guide'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(db_index=True, editable=False, verbose_name='translation key')),
                ('sequence', models.PositiveIntegerField(default=0, help_text='Grows with what calendars show; the same in every language.', verbose_name='sequence')),
                ('digest', models.CharField(help_text='Of what is shown, but for number and moment.', max_length=64, verbose_name='digest')),
                ('text', models.TextField(help_text='The VEVENT of RFC 5545, folded, with its line ends.', verbose_name='text')),
                ('changed', models.DateTimeField(verbose_name='changed')),
                ('stop', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_event', to='events.stoppage', verbose_name='stop')),
            ],
            options={
                'verbose_name': 'calendar event',
                'verbose_name_plural': 'calendar events',
            },
        ),
    ]
