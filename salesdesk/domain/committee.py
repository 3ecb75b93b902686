"""The roles that people have in a purchase."""

from __future__ import annotations

ROLES = ("decides", "champion", "influences", "signs", "blocks", "uses")
