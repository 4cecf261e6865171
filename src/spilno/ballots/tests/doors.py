"""Who may press what in ballots: nothing is pressed here, acts are those of the meeting."""

PAGES = {"ballots:about_secret"}
