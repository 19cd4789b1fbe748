"""Grading on Dask's cluster: its workers take the place of threads here."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from . import CannotGrade, sandbox

RETRIES = 3  # of a job whose worker dies


@contextmanager
def cluster(address: str, sandboxed: bool = True) -> Iterator[Executor]:
    """Provide an executor whose jobs run on the workers of a cluster.

    ``address`` is that of the scheduler: ``tcp://…:8786``. If ``sandboxed``, the sandbox of each
    worker is tried out first.

    Raises CannotGrade if Dask is not installed, the cluster can't be reached, or a worker's sandbox
    does not hold.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise CannotGrade('Dask is not installed: pip install "distributed"') from error
    try:
        client = Client(address, timeout=10)
    except OSError as error:
        raise CannotGrade(f"No cluster answers at {address} ({error}).") from error
    with client:
        if not client.scheduler_info()["workers"]:
            raise CannotGrade(f"The cluster at {address} has no workers.")
        if sandboxed:
            client.run(sandbox.check)
        yield client.get_executor(retries=RETRIES, pure=False)
