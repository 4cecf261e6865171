"""The first test of the house: it stands."""


def test_the_first_page_opens(client, cast):
    assert client.get("/").status_code == 200
    assert client.get("/en/").status_code == 200


def test_a_missing_page_says_so(client, cast):
    response = client.get("/nothing-here/")
    assert response.status_code == 404
    assert "404" not in response.content.decode()
