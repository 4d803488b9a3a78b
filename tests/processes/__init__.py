"""Two processes on one database: what one does while the other is in the middle of something."""

import json
import os
import subprocess
import sys
import time


class Worker:
    """A process with pretalx in it that does the steps of ``worker.py``, one at a time."""

    def __init__(self, environment):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.processes.worker"],
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def begin(self, step, **arguments):
        """Starts a step; its answer is waited for by :meth:`end`."""
        self.process.stdin.write(json.dumps([step, arguments]) + "\n")
        self.process.stdin.flush()

    def end(self):
        answer = json.loads(self.process.stdout.readline() or '{"error": "the process ended"}')
        assert "error" not in answer, answer["error"]
        return answer["value"]

    def do(self, step, **arguments):
        self.begin(step, **arguments)
        return self.end()

    def stop(self):
        self.process.stdin.close()
        self.process.wait(20)


def wait_for(path):
    """Until another process has put a file there; an error after a minute."""
    for _ in range(6000):
        if path.exists():
            return
        time.sleep(0.01)
    raise TimeoutError(path)
