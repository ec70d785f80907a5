// What the page shows soon after it stands: one file, fetched while the visitor reads.

export { Acts } from "./acts.tsx";
export { Card } from "./cards/cards.tsx";
export { Helpful } from "./cards/helpful.tsx";
export { PositionBar } from "./cards/position_bar.tsx";
export { UploadTray } from "./cards/upload_tray.tsx";
export { Ending } from "./ending.tsx";
export { SettingsMenu } from "./settings_menu.tsx";
