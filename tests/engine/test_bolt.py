"""The driver is loaded without libraries that nothing here uses."""

import subprocess
import sys

CODE = """
import sys
import graph.engine.driver
print(sorted({"numpy", "pandas", "pyarrow"} & set(sys.modules)))
import numpy
print(numpy.zeros(2).sum())
"""


def test_the_driver_loads_no_data_frames_and_hides_none() -> None:
    told = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True, timeout=120).stdout
    assert told.split() == ["[]", "0.0"]
