// Says in words what went wrong with a passkey: allauth announces it as an event.
(function () {
  function say(kind) {
    const box = document.getElementById("passkey-said");
    if (!box) return;
    document.getElementById("passkey-words").textContent = box.dataset[kind];
    box.hidden = false;
  }
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    const name = event.detail && event.detail.exception && event.detail.exception.name;
    if (!window.PublicKeyCredential) say("missing");
    else if (name === "NotAllowedError" || name === "AbortError") say("refused");
    else say("failed");
  });
})();
