// Tests that every colour we bring can be read on the editor of the theme that it is for (WCAG 2.2, 1.4.3: 4.5 to 1).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/** The editor's background in VS Code's own themes: Dark Modern, Light Modern, and both of high contrast. */
const backgrounds = { dark: "#1f1f1f", light: "#ffffff", highContrast: "#000000", highContrastLight: "#ffffff" };

/** Relative luminance as WCAG defines it, of #rrggbb. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[0-9a-f]{2}/gi) ?? [])
    .map((hex) => Number.parseInt(hex, 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe("the colours", () => {
  const { contributes } = JSON.parse(readFileSync("package.json", "utf8"));

  it("are computed as WCAG's own examples are", () => {
    assert.equal(contrast("#000000", "#ffffff"), 21);
    assert.equal(contrast("#767676", "#ffffff").toFixed(2), "4.54");
  });

  it("can be read in every theme", () => {
    for (const { id, defaults } of contributes.colors) {
      for (const [theme, background] of Object.entries(backgrounds)) {
        const ratio = contrast(defaults[theme], background);
        assert.ok(ratio >= 4.5, `${id} in ${theme}: ${ratio.toFixed(2)} to 1`);
      }
    }
  });

  it("are the only ones of the text that stands in the editor: a theme's own may be too faint", () => {
    const painted = readFileSync("src/extension/surfaces/inline-diff.ts", "utf8").match(/type\("[^"]+"/g) ?? [];
    assert.ok(painted.length > 3);
    for (const each of painted) assert.match(each, /"phasegate\./);
  });
});
