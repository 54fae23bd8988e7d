"""Finds the duplicates of one FEBRL file with recordlinkage or Splink, and prints what it found as one line of JSON.

Both block on surname, postcode and birth date. recordlinkage classifies with its ECM, Splink with its own EM estimates.
"""

import itertools
import json
import logging
import sys
import time
import warnings

import pandas as pd

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

KEYS = ["surname", "postcode", "date_of_birth"]


def people(path):
    frame = pd.read_csv(path, dtype=str, skipinitialspace=True, keep_default_na=False)
    frame.columns = [name.strip() for name in frame.columns]
    return frame.map(str.strip).replace("", None).set_index("rec_id")


def true_pairs(frame):
    by_number = {}
    for record in frame.index:
        by_number.setdefault(record.split("-")[1], []).append(record)
    return {tuple(sorted(pair)) for group in by_number.values() for pair in itertools.combinations(group, 2)}


def by_recordlinkage(frame):
    import recordlinkage

    index = recordlinkage.Index()
    for key in KEYS:
        index.block(key)
    compare = recordlinkage.Compare()
    for name in ["given_name", "surname", "address_1", "suburb"]:
        compare.string(name, name, method="jarowinkler", threshold=0.85)
    for name in ["date_of_birth", "soc_sec_id", "postcode", "street_number", "state"]:
        compare.exact(name, name)
    features = compare.compute(index.index(frame), frame)
    return recordlinkage.ECMClassifier().fit_predict(features)


def by_splink(frame):
    import splink.comparison_library as library
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[block_on(key) for key in KEYS],
        comparisons=[
            library.NameComparison("given_name"),
            library.NameComparison("surname"),
            library.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
            library.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            library.JaroWinklerAtThresholds("address_1", [0.9, 0.8]),
            library.JaroWinklerAtThresholds("suburb", [0.9, 0.8]),
            library.ExactMatch("street_number"),
            library.ExactMatch("state"),
            library.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
        ],
    )
    database = DuckDBAPI()
    table = database.register(frame.reset_index().rename(columns={"rec_id": "unique_id"}))
    linker = Linker(table, settings)
    linker.training.estimate_probability_two_random_records_match([block_on("soc_sec_id")], recall=0.9)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
    for key in KEYS:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(key))
    found = linker.inference.predict(threshold_match_probability=0.5).as_pandas_dataframe()
    return zip(found.unique_id_l, found.unique_id_r)


def main():
    by, path = sys.argv[1], sys.argv[2]
    frame = people(path)
    truth = true_pairs(frame)
    begun = time.monotonic()
    finders = {"recordlinkage": by_recordlinkage, "splink": by_splink}
    found = {tuple(sorted(pair)) for pair in finders[by](frame)}
    seconds = time.monotonic() - begun
    print(json.dumps({"right": len(found & truth), "found": len(found), "true": len(truth), "seconds": seconds}))


if __name__ == "__main__":
    main()
