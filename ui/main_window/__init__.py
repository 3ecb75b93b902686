"""The window: sidebar, pages, menu, toasts, and the way between places."""
