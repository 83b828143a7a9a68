// Starts the dashboard in its frame: says that it is ready, and draws each view that arrives.
import "uplot/dist/uPlot.min.css";
import "./dashboard.css";
import { render } from "preact";
import { Dashboard } from "./dashboard";
import { send } from "./host";
import { protocolVersion, toWebview } from "./protocol";

const root = document.getElementById("root");

window.addEventListener("message", ({ data }) => {
  const message = toWebview(data);
  if (message && root) render(<Dashboard view={message.view} />, root);
});

send({ type: "ready", version: protocolVersion });
