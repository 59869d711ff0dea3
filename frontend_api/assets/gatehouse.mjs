// The one script: it only adds comfort to pages that work without it.

import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
  createAll,
} from "govuk-frontend";
import { helpKeying } from "./keying.mjs";
import { followProgress } from "./progress.mjs";
import { helpTicking } from "./ticking.mjs";

// GOV.UK components show their script-only parts when <body> carries these two classes.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const Component of [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
]) {
  createAll(Component);
}

document.querySelectorAll("form[data-gh-bulk]").forEach(helpTicking);
document.querySelectorAll("[data-gh-keying]").forEach(helpKeying);
document.querySelectorAll("[data-gh-progress]").forEach(followProgress);
