"""Check digits against published numbers."""

from readiness.model.corporate import check_digit, well_formed


def test_check_digit_of_a_published_corporate_number():
    # 国税庁 publishes its own number as 7000012050002.
    assert check_digit("000012050002") == "7"
    assert well_formed("7000012050002")


def test_other_lengths_and_full_width_digits_are_refused():
    assert not well_formed("700001205000")
    assert not well_formed("７000012050002")
