"""Ray Data."""

import os

import ray
from engine import OUT, paths, rows


def work(row: dict) -> list:
    return list(rows(row["path"], row["bytes"].decode("utf-8")))


if __name__ == "__main__":
    ray.init(
        "local",
        num_cpus=os.cpu_count(),
        _node_ip_address="127.0.0.1",
        include_dashboard=False,
        logging_level="error",
        log_to_driver=False,
    )
    ray.data.read_binary_files(paths(), include_paths=True).flat_map(work).write_parquet(OUT)
