"""datatrove: a reader, one step, the Parquet writer."""

import os
from pathlib import Path

from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.writers import ParquetWriter
from engine import OUT, paths, rows


class Read(PipelineStep):
    name = "read"

    def run(self, data, rank=0, world_size=1):
        for path in paths()[rank::world_size]:
            yield Document(text=Path(path).read_text("utf-8"), id=path)


class Words(PipelineStep):
    name = "words"

    def run(self, data, rank=0, world_size=1):
        for document in data:
            for row in rows(document.id, document.text):
                yield Document(text="", id=document.id, metadata=row)


if __name__ == "__main__":
    count = os.cpu_count()
    writer = ParquetWriter(OUT, output_filename="${rank}.parquet", adapter=lambda _, doc: doc.metadata)
    LocalPipelineExecutor(
        [Read(), Words(), writer], tasks=count, workers=count, logging_dir=f"{OUT}.logs"
    ).run()
