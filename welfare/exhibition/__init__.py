"""Exhibition screens: scenes made of the same numbers and sentences as the pages."""
