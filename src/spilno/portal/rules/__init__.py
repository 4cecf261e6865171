"""Pure rules of search: how words are cut and folded, how a query is put together."""
