"""The catalogue's addresses. They are permanent: what is here once stays."""

from django.urls import path

from .views import agents, documents, holdings, home, resolve, site, suggestions, terms

ARCHIVE = "holdings/<str:archive>/"
FOND = f"{ARCHIVE}<str:fond>/"
OPIS = f"{FOND}<str:opis>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("about/", site.about, name="about"),
    path("robots.txt", site.robots, name="robots"),
    path("documents/", documents.documents, name="documents"),
    path("documents/facets/<slug:name>/", documents.facet, name="facet"),
    path("documents/<slug:identifier>/", documents.document, name="document"),
    path("suggest/", suggestions.suggestions, name="suggestions"),
    path("holdings/", holdings.holdings, name="holdings"),
    path(ARCHIVE, holdings.archive, name="archive"),
    path(FOND, holdings.fond, name="fond"),
    path(OPIS, holdings.opis, name="opis"),
    path(f"{OPIS}papka-<str:papka>/<str:delo>/", holdings.delo, name="delo_in_papka"),
    path(f"{OPIS}<str:delo>/", holdings.delo, name="delo"),
    path("resolve/", resolve.resolve, name="resolve"),
    path("ref/<path:place>", resolve.ref, name="ref"),
    path("agents/", agents.agents, name="agents"),
    path("agents/<slug:slug>/", agents.agent, name="agent"),
    path("places/", terms.places, name="places"),
    path("places/<slug:slug>/", terms.place, name="place"),
    path("subjects/", terms.subjects, name="subjects"),
    path("subjects/<slug:slug>/", terms.subject, name="subject"),
    path("collections/", terms.collections, name="collections"),
    path("collections/<slug:slug>/", terms.collection, name="collection"),
]
