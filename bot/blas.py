"""Keeps numpy's linear algebra to one thread: import this before numpy.

The rankers multiply small matrices, a few milliseconds a question; OpenBLAS and MKL would spread
that over all cores and let them spin for more, which doubles what a question costs.
"""

import os


def keep_to_one_thread() -> None:
    """Set what the libraries read when they are loaded, unless the operator has."""
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")


keep_to_one_thread()
