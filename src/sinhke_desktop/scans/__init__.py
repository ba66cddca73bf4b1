"""Paper that comes back as pictures: pages straightened, codes read, tick boxes looked at. Knows OpenCV and zxing."""
