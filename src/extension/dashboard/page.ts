// The page that the dashboard's frame loads: two files of ours, and nothing from anywhere else.
import { randomBytes } from "node:crypto";
import { env, Uri, type Webview } from "vscode";

/** The one folder that the page may load files from. */
export function resourceRoot(extension: Uri): Uri {
  return Uri.joinPath(extension, "dist");
}

/** No network, no script but the one with the nonce, no style in the markup. */
export function pageOf(webview: Webview, extension: Uri, title: string): string {
  const nonce = randomBytes(16).toString("base64");
  const source = (file: string): string => String(webview.asWebviewUri(Uri.joinPath(resourceRoot(extension), file)));
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${escaped(env.language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${source("dashboard.css")}">
<title>${escaped(title)}</title>
</head>
<body>
<div id="root"></div>
<script nonce="${nonce}" src="${source("dashboard.js")}"></script>
</body>
</html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
