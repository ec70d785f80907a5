// The own profile (W10): who one is to others, how one signs in.

import type { ViewProps } from "../view.ts";
import { FactorPart } from "./factor_part.tsx";
import { OwnForm } from "./own_form.tsx";
import { PasswordPart } from "./password_part.tsx";
import { PortraitPart } from "./portrait_part.tsx";

export function ProfilePage(view: ViewProps) {
  return (
    <div class="profile">
      <h2>{view.words.profile.title}</h2>
      <PortraitPart {...view} />
      <OwnForm {...view} />
      <PasswordPart {...view} />
      <FactorPart {...view} />
    </div>
  );
}
