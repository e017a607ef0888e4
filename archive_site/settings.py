"""The site's settings, from the environment.

Without any, this is a development site on SQLite. `ARCHIVE_ENV=production` makes it a public
one, which refuses to start without what a public site needs.
"""

import warnings
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from archive_site import environment
from archive_site.accounts import throttle_settings
from archive_site.database import database_settings
from archive_site.logs import logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"  # whatever a running site writes; never in the repository

PRODUCTION = environment.choice("ARCHIVE_ENV", ("development", "production")) == "production"
DEBUG = environment.flag("DEBUG", default=not PRODUCTION)

if PRODUCTION:
    SECRET_KEY = environment.required("SECRET_KEY", "a public site signs sessions with it")
    ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS")
    if DEBUG:
        raise ImproperlyConfigured(
            "DEBUG shows the site's insides: not with ARCHIVE_ENV=production."
        )
    if not ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS is not set: name the hosts this site answers to.")
else:
    SECRET_KEY = environment.text("SECRET_KEY") or environment.remembered_secret(VAR / "secret-key")
    ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", (".localhost", "127.0.0.1", "[::1]"))

# --- The catalogue ---------------------------------------------------------------------------

CATALOGUE_TITLE = environment.text("CATALOGUE_TITLE", "Fond Catalogue")
# Who publishes, in citations of documents that do not name a publishing archive themselves.
CATALOGUE_PUBLISHER = environment.text("CATALOGUE_PUBLISHER", "Fond Catalogue")
CATALOGUE_INDEX = BASE_DIR / environment.text("CATALOGUE_INDEX", "var/index")
# The largest file a curator may import at the desk, in megabytes; larger ones by the command.
CATALOGUE_IMPORT_MAX = environment.number("CATALOGUE_IMPORT_MAX", 20)
# Files between their preview and its confirmation; several web machines need one in common.
CATALOGUE_UPLOADS = BASE_DIR / environment.text("CATALOGUE_UPLOADS", "var/uploads")

# --- Parts -----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",  # static files come the same way in development
    "django.contrib.staticfiles",
    "django_filters",
    "reversion",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "catalogue",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "archive_site.security.content_security_policy",
    "archive_site.security.permissions_policy",
    "archive_site.logs.RequestIdMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "archive_site.urls"
WSGI_APPLICATION = "archive_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Data ------------------------------------------------------------------------------------

DATABASES = {
    "default": database_settings(
        environment.text("DATABASE_URL", "sqlite:///var/catalogue.sqlite3"),
        base=BASE_DIR,
        statement_timeout=environment.number("STATEMENT_TIMEOUT", 0),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# --- Languages and time ----------------------------------------------------------------------

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian")), ("uk", _("Ukrainian"))]
LOCALE_PATHS = [BASE_DIR / "locale"]

# --- Static files ----------------------------------------------------------------------------

STATIC_URL = "static/"
# In development the files are served from where they are written; nothing is collected.
STATIC_ROOT = VAR / "static" if PRODUCTION else None
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- People and their sessions ---------------------------------------------------------------

LOGIN_URL = "admin:login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# A session ends with the browser, and after so many hours at the latest. It is not prolonged by
# each page: that would be a write, and a lock on SQLite, for every page that is only read.
SESSION_COOKIE_AGE = 3600 * (environment.number("SESSION_HOURS", 12) or 12)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
OTP_TOTP_ISSUER = CATALOGUE_TITLE  # what an app that makes one-time codes calls the desk
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")

THROTTLE = throttle_settings(PRODUCTION, environment.flag("TRUST_PROXY", default=False))
if THROTTLE:
    INSTALLED_APPS.insert(INSTALLED_APPS.index("catalogue"), "axes")
    MIDDLEWARE.append("axes.middleware.AxesMiddleware")
    globals().update(THROTTLE)

# --- What browsers may do --------------------------------------------------------------------

SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "clipboard-write": ["self"],  # the copy buttons
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}
X_FRAME_OPTIONS = "DENY"

SECURE_SSL_REDIRECT = PRODUCTION and environment.flag("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # watchers ask from inside, in plain HTTP
SECURE_HSTS_SECONDS = environment.number("HSTS_SECONDS", 365 * 24 * 3600) if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
if environment.flag("TRUST_PROXY", default=False):
    # Only behind a proxy that always sets or strips this header: else a client could forge it.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Logs ------------------------------------------------------------------------------------

LOGGING = logging_settings(as_json=PRODUCTION, level=environment.text("LOG_LEVEL", "INFO"))

# An address typed without its scheme is taken as https, as Django 6 does; the setting that asks
# for this warns about itself.
warnings.filterwarnings("ignore", message="The FORMS_URLFIELD_ASSUME_HTTPS")
FORMS_URLFIELD_ASSUME_HTTPS = True
