"""Tags of the statute: lines and faults in the words of the reader."""
