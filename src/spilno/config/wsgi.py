"""The application that the web server runs; by default the worker runs beside it in the same process."""

import os

from django.core.wsgi import get_wsgi_application

from spilno.config import env

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spilno.config.settings")
application = get_wsgi_application()

if env.text("WORKER", "apart") == "thread":
    from spilno.config.worker import start_in_thread  # models are there only now

    start_in_thread()
