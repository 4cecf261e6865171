"""The world outside the portal: the Ukrainian dictionary, the clock of the demo."""
