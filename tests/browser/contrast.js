// Which texts of a document are hard to read, by WCAG 2.2, 1.4.3 (level AA): [text, ratio] of each.
function hardToRead(page) {
  const view = page.defaultView;

  // Red, green and blue from 0 to 255, and alpha from 0 to 1, of what getComputedStyle gives.
  function channels(colour) {
    const numbers = (colour.match(/[\d.]+/g) || []).map(Number);
    if (!/^rgb/.test(colour)) return null;
    return [...numbers.slice(0, 3), numbers.length > 3 ? numbers[3] : 1];
  }

  function over(front, back) {
    return [0, 1, 2].map((i) => front[i] * front[3] + back[i] * (1 - front[3])).concat(1);
  }

  function luminance(colour) {
    const [red, green, blue] = colour.slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function ratio(one, two) {
    const [low, high] = [luminance(one), luminance(two)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  const inSvg = (element) => element instanceof view.SVGElement;

  // The colour that an element paints, with its own opacity.
  function painted(element) {
    const style = view.getComputedStyle(element);
    const shape = inSvg(element) && element.tagName !== "svg";
    const colour = channels(shape ? style.fill : style.backgroundColor) || [0, 0, 0, 0];
    const strength = shape ? style.opacity * style.fillOpacity : style.opacity;
    return [...colour.slice(0, 3), colour[3] * strength];
  }

  // What lies below a point, from the uppermost on, down to the first that hides the rest.
  function background(element, x, y) {
    const below = page.elementsFromPoint(x, y).filter(
      (other) => other !== element && !(inSvg(other) && /^(text|tspan)$/.test(other.tagName)));
    const start = channels(view.getComputedStyle(page.documentElement).backgroundColor);
    const dark = /dark/.test(view.getComputedStyle(page.documentElement).colorScheme) &&
      view.matchMedia("(prefers-color-scheme: dark)").matches;
    const canvas = dark ? [18, 18, 18, 1] : [255, 255, 255, 1];
    const layers = below.map(painted).concat([start && start[3] ? start : canvas, canvas]);
    return layers.reverse().reduce((back, front) => over(front, back), canvas);
  }

  // The first text of an element that is not blank: what stands in it, and its place.
  function words(element) {
    const node = [...element.childNodes].find(
      (child) => child.nodeType === 3 && child.textContent.trim());
    if (!node) return ["", null];
    const range = page.createRange();
    range.selectNodeContents(node);
    return [node.textContent.trim(), range.getClientRects()[0] || null];
  }

  const found = [];
  let looked = 0;
  for (const element of page.querySelectorAll("body *, svg text, svg tspan")) {
    const [text, box] = words(element);
    const style = view.getComputedStyle(element);
    if (!box || !box.width || !box.height || style.visibility === "hidden") continue;
    if (/^(SCRIPT|STYLE|title|desc|TITLE|style)$/.test(element.tagName) || +style.opacity === 0) continue;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    if (x < 0 || y < 0 || x >= view.innerWidth || y >= view.innerHeight) continue;
    const colour = channels(inSvg(element) ? style.fill : style.color);
    if (!colour) continue;
    looked += 1;
    const back = background(element, x, y);
    const front = over([...colour.slice(0, 3), colour[3] * style.opacity], back);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && +style.fontWeight >= 700);
    const contrast = ratio(front, back);
    if (contrast < (large ? 3 : 4.5)) found.push([text.slice(0, 40), Number(contrast.toFixed(2))]);
  }
  return { looked, found };
}
