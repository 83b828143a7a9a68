// The webview's only way to the extension, and what it keeps over a reload.
import { type FromWebview, type KeptState, keptState } from "./protocol";

interface VsCode {
  postMessage(message: FromWebview): void;
  getState(): unknown;
  setState(state: KeptState): void;
}

declare function acquireVsCodeApi(): VsCode;

const vscode = acquireVsCodeApi();

export const send = (message: FromWebview): void => vscode.postMessage(message);
export const kept = (): KeptState => keptState(vscode.getState());
export const keep = (state: KeptState): void => vscode.setState(state);
