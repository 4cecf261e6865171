"""General Meeting, Board, President, sections, commissions: seats, terms, who may sign."""
