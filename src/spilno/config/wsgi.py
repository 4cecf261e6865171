"""The application that the web server runs; by default the worker runs beside it in the same process."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from spilno.config import env

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spilno.config.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - the views are imported now, not in the first request
gc.collect()
gc.freeze()  # what was loaded stays for ever: collecting garbage need not look through it, a pause of some 50 ms
# a page makes some 100,000 objects, nearly all without circles: look for circles less often
gc.set_threshold(50_000, 20, 10)

if env.text("WORKER", "apart") == "thread":
    from spilno.config.worker import start_in_thread  # models are there only now

    start_in_thread()
