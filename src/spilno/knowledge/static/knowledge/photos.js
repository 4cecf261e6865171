// Photos of a phone weigh five megabytes each: they are made smaller before they are sent, and what the camera wrote beside
// the picture (place, device) does not leave the phone. What cannot be read here is sent as it is; the server judges it.
(() => {
  "use strict";
  const SIDE = 2000; // px of the longer side: more than any page shows
  const QUALITY = 0.82;
  const SMALL = 700000; // bytes; such a photo goes as it is

  async function smaller(file) {
    if (file.size <= SMALL || !file.type.startsWith("image/")) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      const paper = canvas.getContext("2d");
      paper.fillStyle = "#fff"; // a picture may be transparent, a JPEG may not
      paper.fillRect(0, 0, canvas.width, canvas.height);
      paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      const made = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", QUALITY); });
      if (!made || made.size >= file.size) return file;
      const name = file.name.replace(/\.[^.]*$/, "") || "photo";
      return new File([made], `${name}.jpg`, { type: "image/jpeg", lastModified: file.lastModified });
    } catch {
      return file;
    }
  }

  for (const input of document.querySelectorAll("input[type=file][data-photos]")) {
    const { form } = input;
    const said = form.querySelector("[data-photos-busy]");
    let busy = null;
    const shrink = async () => {
      const chosen = [...input.files];
      const kept = new DataTransfer();
      for (const file of chosen) kept.items.add(await smaller(file)); // one by one: a phone has little memory
      const same = input.files.length === chosen.length && chosen.every((file, n) => file === input.files[n]);
      if (same) input.files = kept.files; // else others were chosen meanwhile, and have their own turn
    };
    input.addEventListener("change", () => {
      said.hidden = false;
      const turn = shrink().finally(() => {
        if (busy !== turn) return;
        busy = null;
        said.hidden = true;
      });
      busy = turn;
    });
    form.addEventListener("submit", async (event) => {
      if (!busy) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      while (busy) await busy;
      form.requestSubmit(event.submitter);
    }, { capture: true });
  }
})();
