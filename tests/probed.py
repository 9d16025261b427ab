"""The probes of `probes/*.jsonl`: a text a line with its rows.

python -m tests.probed trade|energy|contacts      what is missed and what is wrong
"""

import json
import sys
import tempfile
from pathlib import Path

from tests import score

FOLDER = Path(__file__).parent / "probes"
NAMES = sorted(path.stem for path in FOLDER.glob("*.jsonl"))


def unpack(name: str, folder: Path) -> dict[str, dict]:
    """Write the texts of a file of probes into a folder and return their rows."""
    gold = {}
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        probe = json.loads(line)
        (folder / f"{probe['doc_id']}.txt").write_text(probe["text"], encoding="utf-8")
        gold[probe["doc_id"]] = probe
    return gold


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        facts = unpack(sys.argv[1], Path(home))
        report = score.score(facts, score.predict(Path(home), set(facts)), show=True)
    sys.stdout.write(json.dumps(report["all"], indent=1) + "\n")
