"""Questions put to the vote: electorate, weights, methods, counting."""
