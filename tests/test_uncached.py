"""Reading past the system's memory gives what was written, whatever its length."""

import pytest

from sinhke_desktop import uncached


@pytest.mark.parametrize("length", [0, 1, 511, 512, 4096, uncached.CHUNK, uncached.CHUNK + 1, 3 * uncached.CHUNK - 7])
def test_a_file_of_any_length_is_read_whole(tmp_path, length: int) -> None:
    path = tmp_path / "gói dữ liệu.bin"
    content = bytes(place % 251 for place in range(1009)) * (length // 1009 + 1)
    path.write_bytes(content[:length])
    assert b"".join(uncached.chunks(path)) == content[:length]


def test_a_file_that_is_gone_is_an_error_of_the_system(tmp_path) -> None:
    with pytest.raises(FileNotFoundError):
        list(uncached.chunks(tmp_path / "không có"))
