"""The codifier КАТОТТГ: regions, raions, hromadas, with names by date."""
