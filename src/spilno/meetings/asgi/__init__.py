"""The live hall: plain ASGI routes beside Django. They read requests and answer; who may, rules and acts are those of the app."""
