"""The scanned forms of ``make faults`` bite: with no doubt left, boxes are read wrong; a few of the many."""

import form_reading


def test_boxes_that_are_guessed_instead_of_asked_are_read_wrong():
    assert form_reading.guessing(2026, 18).wrong > 0


def test_the_row_says_pages_codes_and_what_was_asked():
    figures = form_reading.Figures(2, 2, 2, 2, 50, 0, 5, 40, 1, by={"flat": form_reading.Figures(boxes=50, asked=5)})
    assert form_reading.in_words(figures) == (
        "2 pages: 2 straightened, 2 codes, 2 read; 10.0% of the boxes asked (flat 10%), of those nobody wrote near 2.5%"
    )
