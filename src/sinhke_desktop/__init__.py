"""SinhKe Desktop: the poverty register and the livelihood model of one commune, on one laptop without a network."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("sinhke-desktop")
except PackageNotFoundError:  # a copied folder without its metadata
    __version__ = "0+unknown"
