"""The exchange's runs of ``make faults``, a few of the many cases; each twin without its check fails."""

import exchange_runs


def test_no_cut_zeroed_or_lengthened_bundle_is_taken_but_by_the_twin_that_does_not_look():
    assert exchange_runs.cut_bundles().failures == []
    assert exchange_runs.cut_twin().failures == []


def test_no_turned_bit_is_taken_but_by_the_twin_that_believes_every_signature(monkeypatch):
    files = exchange_runs.bundle_damage.kept_files("xxr")[:1]
    monkeypatch.setattr(exchange_runs.bundle_damage, "kept_files", lambda *_: files)
    run = exchange_runs.flipped_bits(2026, 500)
    assert (run.count > 5_000, run.failures) == (True, [])
    assert exchange_runs.flipped_twin(2026).failures == []


def test_spoilt_pieces_are_read_or_refused_and_plain_json_is_caught():
    found = exchange_runs.bundle_fuzz.fuzz(2026, 3_000)
    assert found.failures == []
    assert 0 < found.read < 3_000
    assert exchange_runs.fuzzed_twin(2026).failures == []


def test_published_vectors_hold_and_a_verifier_that_believes_everything_fails_them():
    assert exchange_runs.vectors().failures == []
    assert exchange_runs.vectors_twin().failures == []


def test_both_verifiers_agree_on_spoilt_contents():
    assert exchange_runs.verifier_runs.compare(2026, 300)[1] == []


def test_the_kept_files_are_read_and_not_under_another_signed_word():
    assert exchange_runs.kept_bundles().failures == []
    assert exchange_runs.kept_twin().failures == []
