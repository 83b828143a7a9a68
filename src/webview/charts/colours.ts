// The theme's colours, read from the page: a canvas knows no CSS variables.

export interface Colours {
  readonly text: string;
  readonly grid: string;
  readonly line: string;
  readonly ahead: string;
  readonly long: string;
  readonly short: string;
  readonly font: string;
  readonly isHighContrast: boolean;
}

export function themeColours(): Colours {
  const style = getComputedStyle(document.body);
  const variable = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  const text = variable("--vscode-foreground", "#888");
  return {
    text,
    grid: variable("--vscode-charts-lines", text),
    line: variable("--vscode-charts-blue", text),
    ahead: variable("--vscode-charts-yellow", text),
    long: variable("--vscode-charts-blue", text),
    short: variable("--vscode-charts-purple", text),
    font: `11px ${variable("--vscode-font-family", "sans-serif")}`,
    isHighContrast: document.body.className.includes("high-contrast"),
  };
}

/** Calls `changed` whenever VS Code changes the theme: it then changes the body's class. Returns what ends that. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ["class", "data-vscode-theme-id"] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style"] });
  return () => observer.disconnect();
}
