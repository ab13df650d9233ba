"""The one judge of all faults: what a test has seen against what is promised.

* A: every acknowledged command is on disk, once, in its place
* B: every client's documents are those of a newcomer
* C: no command has two effects
* D: nobody was sent what their role may not see
* E: nothing is left behind (``holdings.py``)
* F: no server met with a bug of its own (``stage.py``)
"""

from tests.faults import effects, mirror, sight
from tests.faults.finding import Finding
from tests.faults.history import History


def findings(history: History) -> list[Finding]:
    """Everything that is not as promised; empty if all is well."""
    return [
        *effects.findings(history),
        *mirror.findings(history),
        *sight.findings(history),
    ]
