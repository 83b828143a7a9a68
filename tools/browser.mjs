// A Chromium-based browser: the one that is there, or Debian's where we may install it.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./process.mjs";

/** Names to look for on PATH, then usual places; the `PHASEGATE_BROWSER` variable comes before both. */
const names = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "microsoft-edge", "msedge"];

/** @returns {string[]} */
function usualPlaces() {
  if (process.platform === "darwin") {
    return ["Google Chrome", "Microsoft Edge", "Chromium"].flatMap((name) => {
      const program = join("Applications", `${name}.app`, "Contents", "MacOS", name);
      return [join("/", program), join(process.env["HOME"] ?? "/", program)];
    });
  }
  if (process.platform === "win32") {
    const bases = [process.env["PROGRAMFILES"], process.env["PROGRAMFILES(X86)"], process.env["LOCALAPPDATA"]];
    return bases
      .filter((base) => base !== undefined)
      .flatMap((base) => [
        join(base, "Google", "Chrome", "Application", "chrome.exe"),
        join(base, "Microsoft", "Edge", "Application", "msedge.exe"),
        join(base, "Chromium", "Application", "chrome.exe"),
      ]);
  }
  return ["/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge", "/snap/bin/chromium"];
}

/** @returns {string | undefined} the path of a browser that Playwright can drive */
function installedBrowser() {
  const own = process.env["PHASEGATE_BROWSER"];
  const suffix = process.platform === "win32" ? ".exe" : "";
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
  return [...(own === undefined ? [] : [own]), ...onPath, ...usualPlaces()].find((file) => existsSync(file));
}

/**
 * Finds a browser, or installs Debian's Chromium where that is possible without asking.
 * @param {(line: string) => void} say
 * @returns {Promise<string>} its path
 * @throws {Error} with what to install where none is found
 */
export async function findBrowser(say) {
  const found = installedBrowser();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    say("no browser found: installing Debian's chromium");
    await run("apt-get", ["update", "-qq"]);
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    const installed = installedBrowser();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    "No Chrome, Edge or Chromium was found. Install one of them (on Debian or Ubuntu: apt-get install chromium), " +
      "or set PHASEGATE_BROWSER to the path of its program.",
  );
}

/**
 * Starts a headless browser.
 * @param {(line: string) => void} say
 * @returns {Promise<import("playwright-core").Browser>}
 */
export async function launchBrowser(say) {
  const { chromium } = await import("playwright-core");
  const flags = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"];
  const silent = ["--disable-background-networking", "--disable-component-update"];
  // Chromium's sandbox refuses to run as root.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return await chromium.launch({
    executablePath: await findBrowser(say),
    args: [...flags, ...silent, ...sandbox],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
