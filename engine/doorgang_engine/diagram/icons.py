"""The small signs inside tasks, events and gateways, as path data on a fixed square.

Task and marker signs are drawn on 16 by 16, event signs on 20 by 20 around (0, 0) at the corner;
gateway signs on 24 by 24.
"""

from __future__ import annotations

from math import cos, pi, sin

TASK = {
    "userTask": (
        "M8 8.2a3.2 3.2 0 1 0 0-6.4a3.2 3.2 0 0 0 0 6.4Z M1.8 15c0-4 2.4-6 6.2-6s6.2 2 6.2 6Z"
    ),
    "manualTask": (
        "M2 14V8l4-4l1.4 1.2L6 7.5h8v1.8H9M9 9.3h4.4v1.8H9M9 11.1h3.8v1.8H9M9 12.9h3V14.7H4z"
    ),
    "serviceTask": "",
    "scriptTask": (
        "M4 1.5h9c-3 3-3 4.5-1 7s2 4 0 6H3c2-2 2-3.500 0-6s-2-4 1-7Z M5 5h4.500"
        "M5.500 8h4.500M6 11h4.500"
    ),
    "sendTask": "",
    "receiveTask": "M1.500 3.500h13v9.500h-13Z M1.500 3.500L8 9l6.500-5.500",
    "businessRuleTask": "M1.500 2.500h13v11h-13Z M1.500 6h13 M5.500 6v7.500 M1.500 9.750h13",
}
"""Outlines; those that are empty here are drawn from SOLID or reckoned below."""

SOLID = {
    "sendTask": ("M1.200 3l6.800 5.600L14.800 3Z M1.200 4.800V13.200h13.600V4.800L8 10.400Z"),
    "businessRuleTask": "M1.500 2.500h13v3.500h-13Z",
}


def _gear() -> str:
    """Reckon a cog with eight teeth, with its hole."""
    points = []
    for index in range(32):
        radius = 7.2 if index % 4 in {1, 2} else 5.4
        angle = 2 * pi * (index + 0.5) / 32
        points.append(f"{8 + radius * cos(angle):.2f} {8 + radius * sin(angle):.2f}")
    hole = "M8 10.300a2.300 2.300 0 1 0 0-4.600a2.300 2.300 0 0 0 0 4.600Z"
    return "M" + " L".join(points) + "Z " + hole


TASK["serviceTask"] = _gear()

EVENT = {
    "message": "M3 5.500h14v9.500H3Z M3 5.500l7 5.500l7-5.500",
    "timer": (
        "M10 18a8 8 0 1 0 0-16a8 8 0 0 0 0 16Z M10 5v5l3.600 2.200 M10 2v1.800 M10 18"
        "v-1.800 M2 10h1.800 M18 10h-1.800"
    ),
    "signal": "M10 3l7 12.500H3Z",
    "error": "M3.500 16.500l4-11.500l4.500 6l4-8l-3.500 12.500l-4.800-6Z",
    "escalation": "M10 2.500l5.500 14.500L10 12l-5.500 5Z",
    "conditional": ("M4.500 3h11v14h-11Z M6.500 6.200h7M6.500 9h7M6.500 11.800h7M6.500 14.300h7"),
    "link": "M3 7.500h8V4l6.500 6L11 16v-3.500H3Z",
    "compensate": "M10 4.500v11L3.500 10ZM17 4.500v11L10.500 10Z",
    "compensation": "M10 4.500v11L3.500 10ZM17 4.500v11L10.500 10Z",
    "cancel": "M4 6l2-2l4 4l4-4l2 2l-4 4l4 4l-2 2l-4-4l-4 4l-2-2l4-4Z",
    "multiple": "M10 3l7 5.200l-2.700 8.300H5.700L3 8.200Z",
    "terminate": "M10 17.500a7.500 7.500 0 1 0 0-15a7.500 7.500 0 0 0 0 15Z",
}

GATEWAY = {
    "exclusiveGateway": (
        "M6.500 5h3l2.500 5l2.500-5h3L13.700 12l3.800 7h-3l-2.500-5l-2.500 5h-3L10.300 12Z"
    ),
    "parallelGateway": "M10.500 3h3v7.500H21v3h-7.500V21h-3v-7.500H3v-3h7.500Z",
    "complexGateway": (
        "M10.800 3h2.400v6.200l4.400-4.400l1.700 1.700l-4.400 4.300H21v2.400h-6.100"
        "l4.400 4.400l-1.700 1.700l-4.400-4.400V21h-2.400v-6.100l-4.400 4.400"
        "l-1.700-1.700l4.400-4.400H3v-2.400h6.200L4.800 6.500l1.700-1.700l4.300 4.400"
        "Z"
    ),
}

PENTAGON = "M12 6.500l5.800 4.200l-2.200 6.800H8.400L6.200 10.700Z"

REPEAT = {
    "loop": "M5.200 13.200A5.200 5.200 0 1 1 9 13.400 M5.500 10v3.500H2",
    "parallel": "M4 2v12M8 2v12M12 2v12",
    "sequential": "M2 4h12M2 8h12M2 12h12",
}
PLUS = "M2.500 2.500h11v11h-11ZM8 4.500v7M4.500 8h7"
