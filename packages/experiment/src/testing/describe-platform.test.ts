import { platformCatalogue } from "@crosstalk/platforms";
import { describePlatform } from "./describe-platform.ts";

for (const { platform } of platformCatalogue) describePlatform(platform.name, () => platform);
