// What the tests take from the tools; typed in testing.d.mts, since the tests' compiler reads no JavaScript.
export { launchBrowser } from "./browser.mjs";
export { makeDemoRepository } from "./demo.mjs";
export { planWithoutEvidence, root, vsix } from "./paths.mjs";
export { planFiles, planFilesInOtherLanguages, planTexts } from "./plan-languages.mjs";
export { atEnd } from "./process.mjs";
export { installExtension, quietSettings, startServer, versions, writeSettings } from "./vscode.mjs";
