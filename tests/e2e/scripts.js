const own = (list) => [...list].map((one) => one.outerHTML.slice(0, 120));
const elements = own(
  document.querySelectorAll(
    "script:not([src]), [onerror], [onload], [onmouseover], [data-bad], img[src='x'], iframe, object, embed, a[href^='javascript:' i]",
  ),
);
const styles = own([...document.querySelectorAll("style")].filter((style) => style.textContent.includes("--ran")));
return {
  ran: typeof window.ran !== "undefined",
  elements: [...elements, ...styles],
  refused: window.refusedByPolicy ?? [],
  shown: (document.body.textContent.match(/ran=1|--ran:1/g) ?? []).length,
};
