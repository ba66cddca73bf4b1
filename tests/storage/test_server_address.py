"""The address of a store on a server: what is taken, and that no unencrypted way leads over a network."""

import pytest

from sinhke_desktop.storage.server_address import AddressNotUnderstood, WayNotEncrypted, parse_address

FAR = "postgresql+psycopg://canbo@may-chu.tinh.example:5432/van_phong"


def test_an_address_is_read_and_written_the_same():
    address = parse_address(f"  {FAR}?sslmode=require ")
    assert (address.user, address.host, address.port, address.database) == (
        "canbo",
        "may-chu.tinh.example",
        5432,
        "van_phong",
    )
    assert parse_address(address.text()) == address
    assert address.text() == f"{FAR}?sslmode=require"


def test_the_plain_scheme_is_understood_too():
    assert parse_address("postgresql://a@localhost/b").text() == "postgresql+psycopg://a@localhost/b"


def test_over_a_network_the_servers_certificate_is_checked_unless_said_otherwise():
    assert parse_address(FAR).engine_url("bí mật").query["sslmode"] == "verify-full"
    assert parse_address(f"{FAR}?sslmode=require").engine_url().query["sslmode"] == "require"


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "verify"])
def test_a_way_over_a_network_that_might_be_plain_is_refused(mode):
    with pytest.raises(WayNotEncrypted) as refused:
        parse_address(f"{FAR}?sslmode={mode}")
    assert refused.value.code == "DL-22"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_on_this_machine_no_encryption_is_needed(host):
    address = parse_address(f"postgresql+psycopg://a@{host}/b?sslmode=disable")
    assert address.on_this_machine
    assert address.engine_url().query["sslmode"] == "disable"


def test_a_socket_of_this_machine_is_an_address():
    address = parse_address("postgresql+psycopg://a@/b?host=/var/run/postgresql&passfile=/x")
    assert address.on_this_machine
    assert parse_address(address.text()) == address
    assert address.engine_url("x").query["host"] == "/var/run/postgresql"


def test_a_password_in_the_address_is_refused_and_not_repeated():
    with pytest.raises(AddressNotUnderstood) as refused:
        parse_address("postgresql+psycopg://canbo:bimat@may-chu.example/b")
    assert refused.value.code == "DL-20"
    assert "bimat" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "van_phong",
        "mysql://a@b/c",
        "postgresql+psycopg2://a@b/c",
        "postgresql+psycopg://may-chu.example/b",
        "postgresql+psycopg://a@may-chu.example",
        "postgresql+psycopg://a@/b",
        "postgresql+psycopg://a@/b?host=may-chu.example",
        "postgresql+psycopg://a@x,y/b",
        "postgresql+psycopg://a@may-chu.example/b?host=elsewhere",
        "postgresql+psycopg://a@may-chu.example/b?hostaddr=10.0.0.1",
        "postgresql+psycopg://a@may-chu.example/b?service=x",
        "postgresql+psycopg://a@may-chu.example/b?password=x",
        "postgresql+psycopg://a@may-chu.example/b?sslmode=require&sslmode=disable",
        "postgresql+psycopg://a@may-chu.example:port/b",
    ],
)
def test_anything_else_is_no_address(text):
    with pytest.raises(AddressNotUnderstood):
        parse_address(text)
