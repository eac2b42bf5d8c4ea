import { platformCatalogue } from "../catalogue.ts";
import { describePlatform } from "./describe-platform.ts";

for (const { platform } of platformCatalogue) describePlatform(platform);
