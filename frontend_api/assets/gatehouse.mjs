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
import { Alert, ButtonMenu, DatePicker, MultiSelect } from "@ministryofjustice/frontend";

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
  Alert,
  ButtonMenu,
  DatePicker,
  MultiSelect,
]) {
  createAll(Component);
}
