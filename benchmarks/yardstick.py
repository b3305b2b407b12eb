"""`python -m benchmarks.yardstick FOLDER`: the words of all files of a folder by plain jieba, and nothing else.

Run once alone and twice at once, it tells what a second process can add on this machine at best: two copies share no
lock and no data, only cores, caches and memory.
"""

from __future__ import annotations

import sys
from pathlib import Path

import jieba


def main() -> None:
    """Cut every file; the words are let go."""
    for path in sorted(Path(sys.argv[1]).rglob("*.txt")):
        for _ in jieba.cut(path.read_text("utf-8")):
            pass


if __name__ == "__main__":
    main()
