"""Lines and competitors of the sample’s opportunities. They draw no number that other records depend on."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

from salesdesk.services.sample_material import Material

Row = dict[str, Any]


class DealBuilder:
    """Makes the rows that belong to curated opportunities, by their names."""

    def __init__(
        self, material: Material, seed: int, next_id: Callable[[str], int], minor: Callable[[int], int]
    ) -> None:
        self._material = material
        self._random = random.Random(f"deals {seed}")
        self._next_id = next_id
        self._minor = minor

    def rows(self, name: str, opportunity_id: int) -> Iterator[tuple[str, Row]]:
        """Yield table and row of everything that belongs to an opportunity."""
        for place, line in enumerate(self._material.lines.get(name, [])):
            values = {
                "description": line["description"],
                "quantity_thousandths": int(line["quantity"]) * 1000,
                "unit_price_minor": self._minor(int(line["price"])),
                "discount_bp": int(line["discount"]) * 100,
                "position": place,
            }
            yield "opportunity_line", self._keys("opportunity_line", opportunity_id) | values
        for rival in self._material.competitors.get(name, []):
            values = {"name": rival["name"], "notes": rival["notes"]}
            yield "competitor", self._keys("competitor", opportunity_id) | values

    def _keys(self, table: str, opportunity_id: int) -> Row:
        uid = f"{self._random.getrandbits(128):032x}"
        return {"id": self._next_id(table), "uid": uid, "opportunity_id": opportunity_id}
