"""Pure rules of the General Meeting: notice, quorum, proxies, agenda, speakers, decisions, minutes."""
