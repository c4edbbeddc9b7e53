"""Locks and unlocks the default collection of a keychain that goes on running.

Usage: collection.py lock | unlock PASSWORD. It speaks to the session bus.
"""

import sys

from gi.repository import Gio, GLib

SECRETS = "org.freedesktop.secrets"
COLLECTION = "/org/freedesktop/secrets/collection/login"
bus = Gio.bus_get_sync(Gio.BusType.SESSION)


def ask(interface, method, arguments):
    """One call of the service, answered or raised."""
    path = "/org/freedesktop/secrets"
    wait = Gio.DBusCallFlags.NONE
    return bus.call_sync(SECRETS, path, interface, method, arguments, None, wait, -1, None)


if sys.argv[1] == "lock":
    ask("org.freedesktop.Secret.Service", "Lock", GLib.Variant("(ao)", ([COLLECTION],)))
else:
    plain = GLib.Variant("(sv)", ("plain", GLib.Variant("s", "")))
    _, session = ask("org.freedesktop.Secret.Service", "OpenSession", plain).unpack()
    secret = (session, b"", sys.argv[2].encode(), "text/plain")
    # The way of gnome-keyring's own tools, without a person to ask.
    internal = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"
    wanted = GLib.Variant("(o(oayays))", (COLLECTION, secret))
    ask(internal, "UnlockWithMasterPassword", wanted)
