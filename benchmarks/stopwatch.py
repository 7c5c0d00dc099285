"""What benchmarks of reading share: a clock of processor time, and a table of figures on the screen or in a file."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What ``work`` gives, and the CPU seconds that it took."""
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


def tell(options: argparse.ArgumentParser, measure: Callable[[argparse.Namespace], Mapping[str, float]]) -> None:
    """Reads the command line by ``options``, measures, and prints the figures; ``--json FILE`` keeps them too."""
    options.add_argument("--json", type=Path)
    given = options.parse_args()
    result = measure(given)
    for name, value in result.items():
        print(f"{name:40} {value:>14,.2f}")
    if given.json:
        given.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
