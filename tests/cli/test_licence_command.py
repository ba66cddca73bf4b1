"""The command on licences; it needs no store."""


def test_every_bundled_part_is_listed(terminal):
    parts = terminal.json("licences")["parts"]
    assert {"sinhke-desktop", "qt", "sqlcipher", "font-be-vietnam-pro"} <= {part["id"] for part in parts}
    assert terminal.run("licences") == 0
    assert "SQLCipher" in terminal.out
    assert not terminal.folder.exists()


def test_one_part_shows_its_text_whole(terminal):
    assert terminal.run("licences", "--part", "Liberation Serif") == 0
    assert "SIL OPEN FONT LICENSE" in terminal.out
    (part,) = terminal.json("licences", "--part", "qt")["parts"]
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in part["text"]


def test_an_unknown_part_is_told(terminal):
    assert terminal.error("licences", "--part", "khong-co")["code"] == "NH-02"


def test_all_licences_are_written_into_a_file(terminal, tmp_path):
    target = tmp_path / "giấy phép.txt"
    told = terminal.json("licences", "--out", str(target))
    assert told["parts"] > 300
    assert "Apache License" in target.read_text(encoding="utf-8")
    assert terminal.run("licences", "--out", str(target)) == 0
    assert str(target) in terminal.out
