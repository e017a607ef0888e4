"""The application that a web server runs: `gunicorn archive_site.wsgi`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive_site.settings")
# A web request may not hold the database for longer; commands, which load no `wsgi`, may.
os.environ.setdefault("STATEMENT_TIMEOUT", "30000")

application = get_wsgi_application()

# What is loaded by now stays for as long as the process: a page during which all of it is looked
# through for garbage takes a quarter of a second longer.
gc.collect()
gc.freeze()
