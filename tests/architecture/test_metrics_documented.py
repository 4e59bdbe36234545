from __future__ import annotations

import re
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from doorgang_api.metrics import Metrics

ROW = re.compile(r"^\| `(\w+)` \| (\w+) \|", re.MULTILINE)


class TestMetrics:
    def test_all_stand_in_the_documentation_with_their_kind(self):
        text = Path(__file__).parents[2].joinpath("docs/metrics.md").read_text(encoding="utf-8")
        families = text_string_to_metric_families(Metrics().render().decode())

        documented = {name.removesuffix("_total"): kind for name, kind in ROW.findall(text)}

        # the histogram and the counters also tell when they were made
        assert documented == {
            family.name: family.type for family in families if not family.name.endswith("_created")
        }
