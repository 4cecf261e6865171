"""Addresses of the register of events, of one event, and of acts of those who hold it."""

from django.urls import URLPattern, path

from spilno.events.views import events, keeping, owners

urlpatterns: list[URLPattern] = [
    path("events/", events.events, name="events"),
    path("events/new/", keeping.draft, name="draft"),
    path("events/<int:pk>/", events.event, name="event"),
    path("events/<int:pk>/edit/", keeping.edit, name="edit"),
    path("events/<int:pk>/announce/", keeping.announce, name="announce"),
    path("events/<int:pk>/cancel/", keeping.cancel, name="cancel"),
    path("events/<int:pk>/close/", keeping.close, name="close"),
    path("events/<int:pk>/held/", keeping.enter_held, name="enter_held"),
    path("events/<int:pk>/reached/", keeping.reached, name="reached"),
    path("events/<int:pk>/clone/", keeping.clone, name="clone"),
    path("events/<int:pk>/holders/", owners.owners, name="owners"),
    path("events/<int:pk>/holders/add/", owners.add_owner, name="add_owner"),
    path("events/<int:pk>/holders/remove/", owners.remove_owner, name="remove_owner"),
    path("events/<int:pk>/holders/logo/", owners.logo, name="logo"),
    path("events/<int:pk>/series/", owners.series, name="series"),
    path("events/<int:pk>/series/leave/", owners.leave_series, name="leave_series"),
    path("events/<int:pk>/series/move/", owners.move_in_series, name="move_in_series"),
]
