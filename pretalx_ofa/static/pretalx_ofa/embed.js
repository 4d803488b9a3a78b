// Tells the page around this frame how high its content is. The page decides what to do with it.
const page = document.documentElement;
new ResizeObserver(() => {
  parent.postMessage({ ofaHeight: Math.ceil(page.offsetHeight) }, "*");
}).observe(page);
