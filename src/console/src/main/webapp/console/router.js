// Where one is: #/page/rest?name=value. The filter of a page is its query, so that it can be shared.

export function here() {
  const [path, search = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [page, ...rest] = path.split("/").map(decodeURIComponent);
  return { page: page || "overview", rest, parameters: new URLSearchParams(search) };
}

export function href(page, parameters = {}, ...rest) {
  const search = new URLSearchParams();
  const entries =
    parameters instanceof URLSearchParams ? parameters.entries() : Object.entries(parameters);
  for (const [name, value] of entries) {
    if (value !== undefined && value !== null && value !== "") search.set(name, value);
  }
  const path = [page, ...rest].map(encodeURIComponent).join("/");
  const text = search.toString();
  return `#/${path}${text ? `?${text}` : ""}`;
}

export function go(page, parameters, ...rest) {
  location.hash = href(page, parameters, ...rest);
}

/** The same page with another filter. */
export function refine(changes) {
  const { page, rest, parameters } = here();
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === null || value === "") parameters.delete(name);
    else parameters.set(name, value);
  }
  go(page, parameters, ...rest);
}
