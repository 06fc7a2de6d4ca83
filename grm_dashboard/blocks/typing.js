// What is typed into a text that is kept leaves the browser at each pause, not only when the text is left: Streamlit's
// own way to say so is Ctrl+Enter. A script that a page has brought stays with its window: one is enough.
if (!window.grmTyping) {
  window.grmTyping = new WeakMap();
  document.addEventListener("input", ({ target, isComposing }) => {
    if (isComposing || !target.matches('[class*="st-key-typed_"] textarea')) return;
    clearTimeout(window.grmTyping.get(target));
    const say = () =>
      target.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }));
    window.grmTyping.set(target, setTimeout(say, 500));
  });
}
