"""Has a stage become slower? Its cost in plain jieba is held against the recorded one; no second is asserted.

python -m benchmarks.guard            compare, exit 1 where a stage costs a fifth more than it did
python -m benchmarks.guard --record   write down what it costs now (after a change that is worth its price)
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from benchmarks.stages import in_yardsticks, time_stages
from benchmarks.workloads import DIVISIONS, WORKLOADS
from tasks.text.places import load_gazetteer

RECORDED = Path(__file__).with_name("recorded.json")
TOLERANCE = 1.2
"""A stage may cost this much of what was recorded."""

_NOISE = 0.03
"""In plain jieba. Stages below it cannot be told from the clock's own jitter; they count in `all`."""

_PASSES = 5


def measure() -> dict[str, float]:
    """Each stage's cost in plain jieba: the least of five passes, of the stage as of the yardstick."""
    places = load_gazetteer(DIVISIONS.read_bytes())
    with tempfile.TemporaryDirectory() as folder:
        files = replace(WORKLOADS["reports"], files=30).write(Path(folder))
        time_stages(files[:2], places)  # dictionaries are loaded once a process
        passes = [time_stages(files, places)[0] for _ in range(_PASSES)]
    return in_yardsticks({stage: min(one[stage] for one in passes) for stage in passes[0]})


def slower(recorded: Mapping[str, float], now: Mapping[str, float]) -> dict[str, float]:
    """The stages that cost more than they may, each with how many times its recorded cost it is."""
    times = {stage: now[stage] / max(cost, _NOISE) for stage, cost in recorded.items() if stage in now}
    return {stage: ratio for stage, ratio in times.items() if ratio > TOLERANCE}


def main() -> None:
    """Measure and compare, or record."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--record", action="store_true", help="write down the present costs")
    now = {stage: round(cost, 4) for stage, cost in measure().items()}
    if parser.parse_args().record:
        RECORDED.write_text(json.dumps(now, indent=1) + "\n")
        return
    recorded = json.loads(RECORDED.read_text())
    for stage, cost in now.items():
        print(f"  {stage:10s} {cost:.3f} in plain jieba, recorded {recorded.get(stage, 0):.3f}")
    found = slower(recorded, now)
    sys.exit(f"Slower than recorded: {found}" if found else 0)


if __name__ == "__main__":
    main()
