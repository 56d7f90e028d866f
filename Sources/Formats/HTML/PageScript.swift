/// The script of a page: it steps through the sections, and judges replies. It is constant, so that the
/// page can name its hash.
enum PageScript {
  static let text = [ReplyScript.text, VerdictScript.text, stepping].joined(separator: "\n")

  private static let stepping = #"""
    const pages = [...document.querySelectorAll("main > section")];
    const controls = document.querySelector("#steps");
    let shown = 0, all = false;
    const place = document.querySelector("#place");
    function render() {
      pages.forEach((page, index) => {
        if (all || index === shown) page.removeAttribute("hidden");
        else page.setAttribute("hidden", "until-found");
      });
      document.querySelector("#back").disabled = all || shown === 0;
      document.querySelector("#next").disabled = all || shown === pages.length - 1;
      document.querySelector("#all").setAttribute("aria-pressed", all);
      place.textContent = `${shown + 1}/${pages.length}`;
    }
    function go(index, focus = true) {
      shown = Math.max(0, Math.min(pages.length - 1, index));
      render();
      history.replaceState(null, "", "#" + encodeURIComponent(pages[shown].id));
      if (!focus) return;
      const heading = pages[shown].querySelector("h2");
      heading.focus({ preventScroll: true });
      pages[shown].scrollIntoView({ block: "start" });
    }
    function indexOf(hash) {
      let id = hash.slice(1);
      try { id = decodeURIComponent(id); } catch { return -1; }
      return pages.findIndex(page => page.contains(document.getElementById(id)));
    }
    if (pages.length > 0) {
      controls.removeAttribute("hidden");
      pages.forEach((page, index) => page.addEventListener("beforematch", () => { shown = index; render(); }));
      addEventListener("hashchange", () => { const index = indexOf(location.hash); if (index >= 0) go(index); });
      document.querySelector("#back").addEventListener("click", () => go(shown - 1));
      document.querySelector("#next").addEventListener("click", () => go(shown + 1));
      document.querySelector("#all").addEventListener("click", () => { all = !all; render(); });
      document.querySelector("#help").addEventListener("click", () => keys());
      addEventListener("keydown", event => {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        if (event.target.closest("input, textarea, select")) return;
        const isButton = event.target.closest("button, a, summary");
        const scrolls = event.target.closest(".wide, pre") && event.key.startsWith("Arrow");
        if (scrolls || isButton && (event.key === " " || event.key === "Enter")) return;
        const moves = { ArrowRight: shown + 1, " ": shown + 1, Enter: shown + 1, ArrowLeft: shown - 1, Home: 0, End: pages.length - 1 };
        if (event.key === "?") keys();
        else if (event.key in moves && !all) go(moves[event.key]);
        else return;
        event.preventDefault();
      });
      const start = indexOf(location.hash);
      if (start >= 0) go(start); else render();
    }
    function keys() {
      const list = document.querySelector("#keys");
      list.toggleAttribute("hidden");
    }

    for (const form of document.querySelectorAll("form[data-question]")) {
      form.removeAttribute("hidden");
      const question = JSON.parse(form.dataset.question);
      const field = form.querySelector("textarea"), verdict = form.querySelector(".verdict");
      form.addEventListener("submit", event => { event.preventDefault(); verdict.textContent = judge(field.value, question); });
      field.addEventListener("keydown", event => {
        if (event.key !== "Enter" || event.shiftKey) return;
        const open = (field.value.match(/[[(]/g) || []).length - (field.value.match(/[\])]/g) || []).length;
        if (open > 0) return;
        event.preventDefault();
        form.requestSubmit();
      });
    }
    """#

  /// The SHA-256 of the text, in Base64.
  static let hash = "/+wccb6b8CrSFW/vzPCCPIJ4SXXoSyAtnIoljmdYcr0="
}
