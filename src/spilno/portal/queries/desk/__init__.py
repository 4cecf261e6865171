"""What waits for a person, by who he is: secretary, chair, delegate, council."""
