#!/usr/bin/env python3
"""Score bilat_nb's tables against hand-made gold facts.

    python tests/score.py GOLD_DIR DOCUMENTS_DIR [--show] [--json FILE]

Every GOLD_DIR/<doc_id>.json is compared with what bilat_nb reads from DOCUMENTS_DIR/<doc_id>.txt. Two marks per table:

  core   the figure or event was found: trade and energy: value, unit and measure; contacts: kind and date;
         contact_counts: kind and count
  full   it was also understood: trade: flow, countries, product and period; energy: commodity, indicator,
         countries and period; contacts: level, participants and countries; contact_counts: level and period

Precision counts every row that bilat_nb returned for those documents, so a row invented costs as much as a row missed.
The notation of the gold files is in GUIDE.md beside the gold folder.
"""

from __future__ import annotations

import argparse
import difflib
import json
import math
import sys
import unicodedata
from pathlib import Path

import bilat_nb as bn

TABLES = ("trade", "energy", "contacts", "contact_counts")


# --- reading ---------------------------------------------------------------------------------------------------------


def load_gold(folder: Path) -> dict[str, dict]:
    return {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.json"))}


def predict(documents: Path, doc_ids: set[str]) -> dict[str, dict[str, list[dict]]]:
    facts = bn.parse(bn.load_documents(documents))
    out: dict[str, dict[str, list[dict]]] = {}
    for table in TABLES:
        for row in getattr(facts, table).to_dict("records"):
            doc = str(row["doc_id"])
            if doc in doc_ids:
                out.setdefault(doc, {}).setdefault(table, []).append(clean(row))
    return out


def clean(row: dict) -> dict:
    """None for every missing value, ISO text for every date, a list for every multi-valued cell."""
    out = {}
    for key, value in row.items():
        if key in ("participants", "countries"):
            value = names(value)
        elif hasattr(value, "isoformat"):
            value = None if str(value) == "NaT" else value.isoformat()[:10]
        elif str(value) in ("<NA>", "NaT", "nan"):
            value = None
        out[key] = value
    return out


def names(value) -> list[str]:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return []
    if isinstance(value, str):
        return [v.strip() for v in value.split(";") if v.strip()]
    return [str(v) for v in value]


# --- comparing one field ---------------------------------------------------------------------------------------------


def close(a, b) -> bool:
    return a is not None and b is not None and math.isclose(float(a), float(b), rel_tol=0.005, abs_tol=0.06)


def fold(text: str) -> str:
    text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in text if not unicodedata.combining(c)).casefold()


def same_surname(a: str, b: str) -> bool:
    a, b = fold(a).split()[-1], fold(b).split()[-1]
    return a == b or difflib.SequenceMatcher(None, a, b).ratio() >= 0.8


def same_people(gold: list[str], pred: list[str]) -> bool:
    """At least half of each side is on the other."""
    if not gold:
        return True
    hits = sum(any(same_surname(g, p) for p in pred) for g in gold)
    return hits * 2 >= len(gold) and hits * 2 >= len(pred)


def same_period(gold: dict, pred: dict) -> bool:
    if gold.get("period_any"):
        return True
    ends = [gold.get("period_end"), *gold.get("period_end_also", [])]
    return gold.get("period_start") == pred.get("period_start") and pred.get("period_end") in ends


def same_product(gold: dict, pred: dict) -> bool:
    g, p = gold.get("product") or "all", pred.get("product") or "all"
    if "all" in (g, p):
        return g == p
    return bool(set(fold(g).replace(",", " ").split()) & set(fold(p).replace(",", " ").split()))


def same_flow(gold: dict, pred: dict) -> bool:
    g, p = (
        (gold["flow"], gold["reporter"], gold["partner"]),
        (pred.get("flow"), pred.get("reporter"), pred.get("partner")),
    )
    if g == p:
        return True
    flipped = {"turnover": "turnover", "exports": "imports", "imports": "exports"}.get(p[0])
    if gold["measure"] in ("share", "rank") and gold.get("share_of") != "bilateral":
        return False  # a share of the reporter's trade is not a share of the partner's
    return g == (flipped, p[2], p[1])


# --- comparing one row -----------------------------------------------------------------------------------------------


def core(table: str, gold: dict, pred: dict) -> bool:
    if table in ("trade", "energy"):
        return (gold["measure"], gold["unit"]) == (pred.get("measure"), pred.get("unit")) and close(
            gold["value"], pred.get("value")
        )
    if table == "contacts":
        kinds = [gold["kind"], *gold.get("kind_also", [])]
        same_days = gold.get("date_any") or (gold["start"], gold["end"]) == (pred.get("start"), pred.get("end"))
        return pred.get("kind") in kinds and same_days
    return gold["kind"] == pred.get("kind") and close(gold["count"], pred.get("count"))


def full(table: str, gold: dict, pred: dict) -> bool:
    if not core(table, gold, pred):
        return False
    if table == "trade":
        return same_flow(gold, pred) and same_product(gold, pred) and same_period(gold, pred)
    if table == "energy":
        keys = ("commodity", "indicator", "supplier", "recipient")
        return all(gold.get(k) == pred.get(k) for k in keys) and same_period(gold, pred)
    if table == "contacts":
        return (
            pred.get("level") in [gold["level"], *gold.get("level_also", [])]
            and same_people(names(gold.get("participants")), pred.get("participants", []))
            and set(names(gold.get("countries"))) <= set(pred.get("countries", []))
        )
    return gold["level"] == pred.get("level") and same_period(gold, pred)


def match(table: str, gold: list[dict], pred: list[dict], same) -> list[tuple[int, int]]:
    """Pair gold rows with predicted rows one to one, as many as can be paired (augmenting paths)."""
    edges = [[j for j, p in enumerate(pred) if same(table, g, p)] for g in gold]
    taken: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in edges[i]:
            if j not in seen:
                seen.add(j)
                if j not in taken or place(taken[j], seen):
                    taken[j] = i
                    return True
        return False

    order = sorted(range(len(gold)), key=lambda i: bool(gold[i].get("optional")))
    for i in order:
        place(i, set())
    return [(i, j) for j, i in taken.items()]


# --- the report ------------------------------------------------------------------------------------------------------


def ratio(hit: int, of: int) -> float:
    return hit / of if of else 1.0


def f1(hit: int, gold: int, pred: int) -> float:
    return 2 * hit / (gold + pred) if gold + pred else 1.0


def score(gold: dict[str, dict], pred: dict[str, dict[str, list[dict]]], show: bool = False) -> dict:
    report = {}
    for table in TABLES:
        tally = {"gold": 0, "pred": 0, "core": 0, "full": 0}
        soft: dict[str, list[bool]] = {}
        for doc_id, doc in gold.items():
            rows, found = doc.get(table, []), pred.get(doc_id, {}).get(table, [])
            must = [i for i, r in enumerate(rows) if not r.get("optional")]
            for mark, same in (("core", core), ("full", full)):
                pairs = match(table, rows, found, same)
                spare = sum(i not in must for i, _ in pairs)  # optional rows that were found cost and earn nothing
                tally[mark] += len(pairs) - spare
                if mark == "core":
                    tally["gold"] += len(must)
                    tally["pred"] += len(found) - spare
                    for i, j in pairs:
                        for key in ("bound", "status", "place"):
                            if rows[i].get(key) is not None:
                                soft.setdefault(key, []).append(rows[i][key] == found[j].get(key))
                if mark == "full" and show:
                    show_misses(doc_id, table, rows, found, pairs)
        n, m = tally["gold"], tally["pred"]
        report[table] = {
            **tally,
            **{f"{k}_precision": ratio(tally[k], m) for k in ("core", "full")},
            **{f"{k}_recall": ratio(tally[k], n) for k in ("core", "full")},
            **{f"{k}_f1": f1(tally[k], n, m) for k in ("core", "full")},
            **{f"{k}_accuracy": ratio(sum(v), len(v)) for k, v in soft.items()},
        }
    total = {k: sum(report[t][k] for t in TABLES) for k in ("gold", "pred", "core", "full")}
    report["all"] = {**total, **{f"{k}_f1": f1(total[k], total["gold"], total["pred"]) for k in ("core", "full")}}
    return report


def show_misses(doc_id, table, rows, found, pairs) -> None:
    hit_gold, hit_pred = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, row in enumerate(rows):
        if i not in hit_gold and not row.get("optional"):
            print(f"- {doc_id} {table} MISSED  {json.dumps(row, ensure_ascii=False)}")
    for j, row in enumerate(found):
        if j not in hit_pred:
            shown = {key: value for key, value in row.items() if key not in ("sentence", "doc_id")}
            print(f"+ {doc_id} {table} WRONG   {json.dumps(shown, ensure_ascii=False, default=str)}")


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("gold", type=Path)
    ap.add_argument("documents", type=Path)
    ap.add_argument("--show", action="store_true", help="list every row missed and every row that should not be there")
    ap.add_argument("--json", type=Path, help="write the figures to this file")
    args = ap.parse_args()
    gold = {k: v for k, v in load_gold(args.gold).items() if (args.documents / f"{k}.txt").exists()}
    if not gold:
        print("no gold file has its document there", file=sys.stderr)
        return 2
    report = score(gold, predict(args.documents, set(gold)), args.show)
    print(f"{len(gold)} documents        gold  found   core P     R    F1     full P     R    F1")
    for table in TABLES:
        r = report[table]
        print(
            f"{table:<16} {r['gold']:>10} {r['pred']:>6}   "
            + "     ".join(
                "  ".join(f"{r[f'{k}_{m}']:.2f}" for m in ("precision", "recall", "f1")) for k in ("core", "full")
            )
            + "   "
            + " ".join(f"{k[:-9]} {v:.2f}" for k, v in r.items() if k.endswith("_accuracy"))
        )
    a = report["all"]
    print(f"all              {a['gold']:>10} {a['pred']:>6}   core F1 {a['core_f1']:.3f}   full F1 {a['full_f1']:.3f}")
    if args.json:
        args.json.write_text(json.dumps(report, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
