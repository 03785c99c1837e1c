"""Print-ready memorial booklets and posters for commemorations of Black January, in three languages."""

__version__ = "0.1.0"
