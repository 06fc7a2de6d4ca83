"""What decides in which order a column writes day and month."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grm_data.intake.dates import Order
from grm_data.intake.dates.letters import fold_date
from grm_data.intake.dates.orders import Decision, decide, doubtful, one_day, proving
from grm_data.intake.dates.spellings import readings
from grm_data.register.days import NO_DAY, day_number, iso
from tests.rounds import rounds

DMY, MDY, YMD = Order
NAN = float("nan")


def table(*texts: str) -> np.ndarray:
    return np.array([readings(fold_date(text)) for text in texts], np.int32)


def period(first: str, last: str) -> tuple[int, int]:
    return day_number(date.fromisoformat(first)), day_number(date.fromisoformat(last))


def decided(*texts: str, setting=None, ranks=None, within=None) -> tuple[Order | None, str | None]:
    case_order = None if ranks is None else np.array(list(ranks), np.float64)
    decision = decide(table(*texts), setting, case_order, within)
    assert not decision.contradicted
    return decision.order, decision.evidence


def test_a_row_means_one_day_or_several_or_none():
    rows = table("03/04/2020", "03/03/2020", "25/11/2020", "2020-07-31", "31-07-20", "junk", "03-04-05")
    assert [iso(day) for day in one_day(rows)] == [
        None, "2020-03-03", "2020-11-25", "2020-07-31", "2020-07-31", None, None
    ]  # fmt: skip
    assert doubtful(rows).tolist() == [True, False, False, False, False, False, True]


def test_an_empty_column_is_decided():
    empty = np.empty((0, 3), np.int32)
    assert decide(empty, DMY, np.empty(0), (0, 1)) == Decision()
    assert proving(empty) == ()


def test_proofs_are_named_in_the_order_of_the_orders():
    assert proving(table("20-07-31", "11/25/2020", "25/11/2020", "03/04/2020")) == (DMY, MDY, YMD)
    assert proving(table("03/04/2020", "2020-07-31")) == ()


def test_a_proof_goes_before_everything_else():
    within = period("2020-03-01", "2020-03-31")
    assert decided("03/04/2020", "25/11/2020", setting=MDY, within=within) == (DMY, "day-over-12")


def test_two_proofs_decide_nothing():
    decision = decide(table("03/04/2020", "25/11/2020", "11/25/2020"), DMY, None, None)
    assert decision == Decision(None, None, contradicted=True)


def test_a_proof_of_an_order_that_reads_no_doubtful_cell_does_not_decide():
    assert decided("03/04/2020", "20-07-31") == (None, None)
    assert decided("03/04/2020", "20-07-31", setting=DMY) == (DMY, "setting")


def test_a_setting_goes_before_case_numbers_and_period():
    texts = ["01/02/2020", "02/01/2020", "03/01/2020"]
    assert decided(*texts, setting=MDY, within=period("2020-01-01", "2020-02-29")) == (MDY, "setting")


def test_a_setting_that_reads_no_doubtful_cell_does_not_decide():
    assert decided("03/04/2020", setting=YMD) == (None, None)
    assert decided("03-04-05", "03/04/2020", setting=YMD) == (YMD, "setting")


# Under MDY the days go 4 March, 4 April … forwards, under DMY they go back each time the day does.
FORWARDS = ["03/11/2020", "04/02/2020", "05/10/2020", "06/03/2020", "07/09/2020", "08/01/2020", "09/08/2020"]


def swap(texts: list[str]) -> list[str]:
    return ["/".join([day, month, year]) for month, day, year in (text.split("/") for text in texts)]


def test_the_order_in_which_dates_follow_the_case_numbers_decides():
    assert decided(*FORWARDS, ranks=range(7)) == (MDY, "case-numbers")
    assert decided(*swap(FORWARDS), ranks=range(7)) == (DMY, "case-numbers")


def test_case_numbers_decide_wherever_their_rows_stand():
    ranks = [3, 0, 6, 1, 5, 2, 4]
    texts = [FORWARDS[rank] for rank in ranks]
    assert decided(*texts, ranks=ranks) == (MDY, "case-numbers")
    assert decided(*texts, "01/12/2020", ranks=[*ranks, NAN]) == (MDY, "case-numbers")


def test_case_numbers_that_run_backwards_decide_nothing():
    assert decided(*FORWARDS, ranks=range(7, 0, -1)) == (None, None)


def test_case_numbers_go_before_the_period():
    within = period("2020-01-01", "2020-12-31")
    assert decided(*FORWARDS, ranks=range(7), within=within) == (MDY, "case-numbers")
    half = period("2020-02-01", "2020-03-31")
    assert decided("02/03/2020", "03/02/2020", "03/11/2020", "02/10/2020", ranks=range(4), within=half) == (
        MDY,
        "period",
    )


def test_three_steps_back_speak_against_an_order_two_do_not():
    # under DMY: 11 March, 2 April, 10 May, 3 June: the other order steps back once in two steps
    assert decided(*FORWARDS[:6], ranks=range(6))[0] is MDY  # back under DMY: 02, 03, 01
    assert decided(*FORWARDS[:5], ranks=range(5)) == (None, None)


def test_certain_dates_of_the_column_count():
    texts = ["5 March 2020", "03/11/2020", "12 March 2020", "04/01/2020", "2 April 2020", "05/01/2020"]
    # under DMY: 3 November, 4 January, 5 January among dates of March and April
    assert decided(*texts, ranks=range(6)) == (MDY, "case-numbers")
    assert decided(*texts[:4], ranks=range(4)) == (None, None)


def test_steps_between_certain_dates_do_not_count():
    noise = ["2020-12-01", "2020-01-01"] * 20
    assert decided(*FORWARDS, *noise, ranks=range(47)) == (MDY, "case-numbers")
    assert decided(*FORWARDS, *noise, ranks=[*range(7), *[NAN] * 40]) == (MDY, "case-numbers")


def test_cells_that_are_no_dates_are_no_steps():
    texts = [text for pair in zip(FORWARDS, ["junk"] * 7, strict=True) for text in pair]
    assert decided(*texts, ranks=range(14)) == (MDY, "case-numbers")


def stepping(steps: int, back: int, size: int) -> list[int]:
    """Days that step forwards, but for ``back`` steps of ``size`` days backwards."""
    moves = [-size] * back + [size] * (steps - back)
    return np.cumsum([15_000, *moves]).tolist()


@pytest.mark.parametrize(
    ("steps", "best", "second", "is_decided"),
    [
        (20, 0, 3, True),
        (20, 0, 2, False),
        (20, 1, 6, True),
        (20, 1, 5, False),
        (20, 2, 9, True),
        (20, 2, 8, False),
        (19, 2, 9, False),
        (10, 1, 6, True),
        (9, 1, 6, False),
    ],
)
def test_every_other_order_steps_back_three_times_as_often_and_three_times_more(
    steps, best, second, is_decided
):
    days, others = stepping(steps, best, 20), [day + 5 for day in stepping(steps, second, 20)]
    ranks = np.arange(steps + 1, dtype=np.float64)
    rows = np.array([days, others, [NO_DAY] * (steps + 1)], np.int32).T
    assert decide(rows, None, ranks, None).order == (DMY if is_decided else None)
    assert decide(rows[:, [1, 0, 2]], None, ranks, None).order == (MDY if is_decided else None)
    assert decide(rows[:, [1, 2, 0]], None, ranks, None).order == (YMD if is_decided else None)


@pytest.mark.parametrize(("size", "is_decided"), [(10, False), (11, True)])
def test_a_step_back_is_longer_than_ten_days(size, is_decided):
    days, others = stepping(20, 0, 20), stepping(20, 5, size)
    rows = np.array([days, [day + 5 for day in others], [NO_DAY] * 21], np.int32).T
    assert (decide(rows, None, np.arange(21.0), None).order is DMY) == is_decided


def late(days: int) -> list[str]:
    """Twelve doubtful dates, the one before the last ``days`` after its turn; the rest in order."""
    last = date(2020, 11, 3)
    return [*FORWARDS, "10/02/2020", *[f"{last + timedelta(days):%d %B %Y}", "11/03/2020"]]


def test_ten_days_out_of_turn_are_no_step_back():
    assert decided(*late(10), ranks=range(10)) == (MDY, "case-numbers")


def test_the_best_order_may_step_back_once_in_ten_steps():
    # 9 steps that touch a doubtful date, one of them back: too many; the 10th makes it one in ten
    assert decided(*late(11), ranks=range(10)) == (None, None)
    assert decided(*late(11), "12/01/2020", ranks=range(11)) == (MDY, "case-numbers")


def test_two_orders_that_both_follow_the_case_numbers_decide_nothing():
    short = [text.replace("/2020", "/20") for text in FORWARDS]  # 3 November 2020 or 20 November 2003
    assert decided(*short, ranks=range(7)) == (None, None)


def test_missing_ranks_decide_nothing():
    assert decided(*FORWARDS, ranks=[NAN] * 7) == (None, None)
    assert decided(FORWARDS[0], ranks=[1]) == (None, None)


@settings(max_examples=rounds(60))
@given(
    st.sampled_from([DMY, MDY]),
    st.lists(st.dates(date(2018, 1, 1), date(2020, 12, 31)), min_size=1, max_size=60),
    st.lists(st.integers(-5, 5), min_size=60, max_size=60),
)
def test_case_numbers_never_decide_for_the_wrong_order(order, dates, jitter):
    moved = [when + timedelta(days) for when, days in zip(sorted(dates), jitter, strict=False)]
    pattern = "%d/%m/%Y" if order is DMY else "%m/%d/%Y"
    texts = [f"{when:{pattern}}" for when in moved if when.day <= 12]
    assert decided(*texts, ranks=range(len(texts)))[0] in (order, None) if texts else True


def test_the_period_decides_where_one_order_stays_inside_it():
    within = period("2020-07-01", "2020-12-31")
    texts = ["03/07/2020", "04/09/2020", "05/10/2020"]
    assert decided(*texts, within=within) == (DMY, "period")
    assert decided(*swap(texts), within=within) == (MDY, "period")


def test_one_date_outside_the_period_speaks_against_no_order():
    within = period("2020-07-01", "2020-12-31")
    assert decided("03/07/2020", within=within) == (None, None)
    assert decided("03/07/2020", "08/09/2020", within=within) == (None, None)
    assert decided("03/07/2020", "04/07/2020", within=within) == (DMY, "period")


def test_the_period_holds_its_first_and_last_day():
    texts = ["01/07/2020", "02/10/2020"]  # 1 July and 2 October, or 7 January and 10 February
    assert decided(*texts, within=period("2020-07-01", "2020-10-02")) == (DMY, "period")
    assert decided(*texts, within=period("2020-07-02", "2020-10-02")) == (None, None)
    assert decided(*texts, within=period("2020-07-01", "2020-10-01")) == (None, None)


def test_a_certain_date_outside_the_period_takes_its_word_away():
    within = period("2020-07-01", "2020-12-31")
    texts = ["03/07/2020", "04/09/2020"]
    assert decided(*texts, "1 July 2020", "31 December 2020", "junk", within=within) == (DMY, "period")
    assert decided(*texts, "30 June 2020", within=within) == (None, None)
    assert decided(*texts, "1 January 2021", within=within) == (None, None)


def test_a_period_that_holds_every_order_decides_nothing():
    assert decided("03/07/2020", "04/09/2020", within=period("2020-01-01", "2020-12-31")) == (None, None)


def test_a_period_that_holds_no_order_decides_nothing():
    assert decided("03/07/2020", "04/09/2020", within=period("2019-01-01", "2019-12-31")) == (None, None)


def test_a_year_decides_where_years_have_two_digits():
    assert decided("20-07-11", "20-09-12", within=period("2020-01-01", "2020-12-31")) == (YMD, "period")


@pytest.mark.parametrize("order", Order)
def test_a_decision_names_an_order(order):
    assert decided("03-04-05", setting=order) == (order, "setting")


def test_a_decision_is_nothing_at_first():
    assert Decision() == Decision(order=None, evidence=None, contradicted=False)
    assert np.iinfo(np.int32).max == NO_DAY  # one_day takes the smallest day
