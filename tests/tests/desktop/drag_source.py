"""A small window that a file can be dragged out of, as a person would out of a file manager.

Usage: drag_source.py FILE X Y. Prints `ready` once it can be dragged from, and `over` once the
file is where it was dropped.
"""

import pathlib
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402

uri = pathlib.Path(sys.argv[1]).resolve().as_uri()
window = Gtk.Window(title="a file to drag", decorated=False)
window.set_default_size(120, 80)
window.set_keep_above(True)
window.move(int(sys.argv[2]), int(sys.argv[3]))

box = Gtk.EventBox()
box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
box.drag_source_add_uri_targets()
box.connect("drag-data-get", lambda _box, _context, data, _info, _time: data.set_uris([uri]))
box.connect("drag-end", lambda *_: print("over", flush=True))
window.add(box)
window.connect("map-event", lambda *_: print("ready", flush=True))
window.connect("destroy", Gtk.main_quit)
window.show_all()
Gtk.main()
