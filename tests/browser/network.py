"""A network that drops after the commit and before the answer: the request reaches the server, its answer never comes."""

import json

WAITS = 200
LOSE = """((path, times) => {
    const asked = window.fetch;
    window.lost = [];
    window.fetch = async (address, ...rest) => {
        const answer = await asked(address, ...rest);
        if (!String(address).includes(path) || window.lost.length >= times) return answer;
        window.lost.push(answer.status);
        throw new TypeError("Failed to fetch");
    };
})"""


def lose_answers(page, path, *, times=1000):
    """Lose the answers of `path` on this page, and after its next loads too if it is not loaded yet; `lost(page)` tells which."""
    call = f"{LOSE}({json.dumps(path)}, {times})"
    if page.url == "about:blank":
        page.add_init_script(call)
    else:
        page.evaluate(call)


def lost(page):
    """Wait until an answer was lost on the page as it stands; return the statuses of all that were."""
    for _ in range(WAITS):
        found = page.evaluate("window.lost")
        if found:
            break
        page.wait_for_timeout(50)  # `wait_for_function` evaluates a text, which our policy forbids
    return found
