"""The commands on personal data: log, register of requests, erasing."""


def test_requests_are_entered_and_listed_with_their_day(commune):
    entered = commune.json("privacy", "request", "add", "see", "Katơr Văn Hươu", "--received-on", "02/11/2026")
    assert (entered["what"], entered["due_on"]) == ("Xem, nhận bản sao dữ liệu", "2026-11-04")
    assert commune.run("privacy", "request", "list") in (0, 1)
    assert "Katơr Văn Hươu" in commune.out


def test_only_what_was_asked_to_be_erased_is_erased(commune):
    entered = commune.json("privacy", "request", "add", "see", "Katơr Văn Hươu")
    assert commune.run("privacy", "erase", entered["id"]) == 1
    assert "yêu cầu xóa" in commune.out + commune.err


def test_the_log_is_told_as_text_and_json(commune):
    assert commune.json("privacy", "log") == {"entries": []}
    assert commune.run("privacy", "log", "--since", "hôm qua") == 1
