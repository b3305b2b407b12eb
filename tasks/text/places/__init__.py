"""Places: China's divisions down to county level, where a text names them, and where a document belongs."""

from tasks.text.places.divisions import Division, DivisionsError
from tasks.text.places.gazetteer import Gazetteer, load_gazetteer
from tasks.text.places.matcher import Mention

__all__ = ["Division", "DivisionsError", "Gazetteer", "Mention", "load_gazetteer"]
