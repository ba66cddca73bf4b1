"""SinhKe Desktop: the poverty register and the livelihood model of one commune, on one laptop without a network."""


def __getattr__(name: str) -> str:
    """``__version__``, looked up when first asked for: reading the metadata takes longer than painting the window."""
    if name != "__version__":
        raise AttributeError(name)
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("sinhke-desktop")
    except PackageNotFoundError:  # a copied folder without its metadata
        return "0+unknown"
