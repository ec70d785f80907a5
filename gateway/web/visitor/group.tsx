// What one sender said in a row.

import { Bubble } from "./bubble.tsx";
import { Icon } from "./icons.tsx";
import type { Row } from "./model/rows.ts";
import type { ViewProps } from "./view.ts";

export type GroupRow = Extract<Row, { readonly is: "group" }>;

export function Group({ group, ...props }: ViewProps & { readonly group: GroupRow }) {
  const { words } = props;
  const isRobot = group.role === "robot";
  const name = group.isOwn ? words.you : group.name || (isRobot ? words.robot : words.service);
  return (
    <div class={`group ${group.isOwn ? "group--own" : "group--other"}`} role="group" aria-label={name}>
      {!group.isOwn && (
        <span class="avatar" aria-hidden="true">{faceOf(group)}</span>
      )}
      <div class="group-items">
        {!group.isOwn && <span class="group-name">{name}</span>}
        {group.items.map((item) => <Bubble key={item.key} item={item} {...props} />)}
      </div>
    </div>
  );
}

/** A robot, somebody by the first letter of his name, or the service. */
function faceOf({ role, name }: GroupRow) {
  if (role === "robot") return <Icon name="robot" />;
  return [...name][0]?.toUpperCase() ?? <Icon name="person" />;
}
