// Light or dark: as the system says until somebody chooses.

import { $ } from "./dom.js";

const system = matchMedia("(prefers-color-scheme: dark)");
let chosen = null;

export function setUpTheme() {
  $("theme").addEventListener("click", () => { chosen = isDark() ? "light" : "dark"; show(); });
  system.addEventListener("change", show);
  show();
}

const isDark = () => (chosen ? chosen === "dark" : system.matches);

function show() {
  document.documentElement.style.colorScheme = chosen ?? "";
  $("theme").setAttribute("aria-label", isDark() ? "Switch to light colours" : "Switch to dark colours");
  $("theme").querySelector("use").setAttribute("href", isDark() ? "#i-sun" : "#i-moon");
}
