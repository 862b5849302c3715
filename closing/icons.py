"""The icons of the interface, drawn on a 16 × 16 grid with a stroke in the colour of the text."""

PATHS: dict[str, str] = {
    "add": '<path d="M8 3v10M3 8h10"/>',
    "alert": '<path d="M8 2 14.5 13.5h-13Z"/><path d="M8 6.5v3M8 11.4v.4"/>',
    "back": '<path d="M10 3 5 8l5 5"/>',
    "chart": '<path d="M2.5 13.5h11M4 13V8.5M8 13V3M12 13V6"/>',
    "check": '<path d="m3 8.5 3.5 3.5L13 4.5"/>',
    "circle": '<circle cx="8" cy="8" r="5.5"/>',
    "close": '<path d="m4 4 8 8M12 4l-8 8"/>',
    "company": '<path d="M2.5 13.5h11M4 13.5v-11h5v11M9 6.5h3v7M6 5h1M6 7.5h1M6 10h1"/>',
    "down": '<path d="m4 6 4 4 4-4"/>',
    "file": '<path d="M4 1.5h5L12.5 5v9.5h-8.5ZM9 1.5V5h3.5"/>',
    "history": '<path d="M2.5 8a5.5 5.5 0 1 0 2-4.2M2.5 2.5v2.8h2.8M8 5v3.3l2.2 1.4"/>',
    "import": '<path d="M8 2v8M4.5 6.8 8 10.2l3.5-3.4M2.5 13.5h11"/>',
    "info": '<circle cx="8" cy="8" r="6"/><path d="M8 7.3v4M8 4.7v.4"/>',
    "keyboard": '<path d="M1.5 4h13v8.5h-13ZM4 6.5h.5M7 6.5h.5M10 6.5h.5M12 6.5h.2M4.5 10h7"/>',
    "leave": '<path d="M9.5 2.5h-7v11h7M6.5 8h7.5M11.5 5l3 3-3 3"/>',
    "ledger": '<path d="M2.5 2.5h11v11h-11ZM2.5 6h11M6.5 6v7.5"/>',
    "lock": '<path d="M3.5 7.5h9v6h-9ZM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5"/>',
    "next": '<path d="m6 3 5 5-5 5"/>',
    "overview": '<path d="M2.5 2.5h4.5v4.5h-4.5ZM9 2.5h4.5v4.5h-4.5ZM2.5 9h4.5v4.5h-4.5ZM9 9h4.5v4.5h-4.5Z"/>',
    "pause": '<path d="M5.5 3.5v9M10.5 3.5v9"/>',
    "person": '<circle cx="8" cy="5" r="2.7"/><path d="M2.5 14c.4-3 2.5-4.5 5.5-4.5s5.1 1.5 5.5 4.5"/>',
    "print": '<path d="M4.5 6V2h7v4M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4.5h-7Z"/>',
    "search": '<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3.5 3.5"/>',
    "settings": (
        '<path d="M2 4.5h7M12.5 4.5H14M2 11.5h2M7.5 11.5H14"/>'
        '<circle cx="10.8" cy="4.5" r="1.7"/><circle cx="5.8" cy="11.5" r="1.7"/>'
    ),
    "source": (
        '<ellipse cx="8" cy="4" rx="5" ry="2"/>'
        '<path d="M3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2"/>'
    ),
    "statement": '<path d="M3.5 1.5h9v13h-9ZM6 5h4M6 8h4M6 11h2"/>',
    "time": '<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 1.5"/>',
    "users": (
        '<circle cx="6" cy="5.5" r="2.3"/>'
        '<path d="M1.5 13.5c.3-2.6 2-4 4.5-4s4.2 1.4 4.5 4M10.5 3.3a2.3 2.3 0 0 1 0 4.4M12 9.8c1.5.5 2.3 1.8 2.5 3.7"/>'
    ),
    "warning": '<circle cx="8" cy="8" r="6"/><path d="M8 4.5v4.2M8 11v.4"/>',
}

CHIP_ICONS: dict[str, str] = {"good": "check", "bad": "alert", "warn": "warning", "info": "info", "mute": "circle"}
"""Which icon stands before the word of a state, when the page names no better one."""
