"""The application that the web server runs; by default the worker runs beside it in the same process."""

from django.core.wsgi import get_wsgi_application

from spilno.config import env

application = get_wsgi_application()

if env.text("WORKER", "apart") == "thread":
    from spilno.config.worker import start_in_thread  # models are there only now

    start_in_thread()
